// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.importing.ImportSource;
import dev.orrery.cli.importing.ImportTarget;
import dev.orrery.cli.importing.Origin;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.importing.Found;
import dev.orrery.ddl.importing.Import;
import dev.orrery.ddl.importing.ImportJson;
import dev.orrery.ddl.importing.Imported;
import dev.orrery.ddl.importing.Into;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Project;
import dev.orrery.models.yaml.Secret;
import dev.orrery.starrocks.StarRocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import", description = "Writes models out of what the databases of a server hold.")
final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "DB",
            description = "Databases (default: those of the project's layers; without a project all).")
    private List<String> databases = List.of();

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "The folder to write to (default: the project's); without an orrery.yml it gets one.")
    @Nullable
    Path folder;

    @Option(
            names = {"-s", "--select"},
            paramLabel = "PATTERN",
            description = "Only objects of such names: dwd.*, txn_*.",
            split = ",")
    private List<String> patterns = List.of();

    @Option(names = "--force", description = "Also writes anew what is a model already.")
    private boolean force;

    @Option(names = "--dry-run", description = "Prints what would be written and writes nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<ProjectFolder> home = home();
        ImportTarget target = ImportTarget.of(
                folder != null
                        ? folder
                        : home.map(ProjectFolder::root).orElse(Path.of("").toAbsolutePath()));
        Optional<Project> known = home.map(found -> found.load(new Diagnostics()));
        if (target.project().isPresent()) {
            known.map(environment::declared).ifPresent(Origin::requireNames);
        }
        try (TargetServer server = open(home, known);
                StarRocks starRocks = server.connect()) {
            Found found = new ImportSource(starRocks).read(Set.copyOf(databases), target.databases(), patterns);
            Imported imported = Import.of(
                    found,
                    target.into(environment(known, server), force ? Into.Existing.REPLACED : Into.Existing.KEPT));
            if (!dryRun) {
                target.write(imported.files());
            }
            report(imported);
            return imported.models().isEmpty() && !imported.left().isEmpty() ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    /** The project whose environments are known; none needs to be there. */
    private Optional<ProjectFolder> home() {
        if (project.isGiven()) {
            return Optional.of(project.find());
        }
        boolean begun = folder != null && !Files.isRegularFile(folder.resolve(Project.FILE));
        if (begun && System.getenv("ORRERY_URL") != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProjectFolder.find(begun ? Optional.empty() : Optional.ofNullable(folder)));
        } catch (DiagnosticException none) {
            return Optional.empty();
        }
    }

    private TargetServer open(Optional<ProjectFolder> home, Optional<Project> known) {
        if (home.isPresent()) {
            return environment.open(home.get(), known.orElseThrow());
        }
        boolean unknown = environment.name().isPresent() && System.getenv("ORRERY_URL") == null;
        return Optional.of(new Servers(System.getenv()))
                .filter(servers -> !unknown)
                .flatMap(servers -> servers.openWithoutProject(Path.of("").toAbsolutePath()))
                .orElseThrow(() -> new EnvironmentException(
                        Diagnostic.of(CliCode.NO_SERVER, "it is not said which server to import from")
                                .withHelp("set ORRERY_URL=host:9030, ORRERY_USER and ORRERY_PASSWORD, or name a project"
                                        + " that has the environment: -p DIR -e NAME"),
                        null));
    }

    private Optional<Into.Environment> environment(Optional<Project> known, TargetServer server) {
        Optional<String> name = environment.name();
        Optional<Environment> declared =
                name.flatMap(given -> known.map(found -> found.environments().get(given)));
        String password = declared.flatMap(there -> there.server().password())
                .map(Secret::toString)
                .filter(text -> text.startsWith("${"))
                .orElse(PASSWORD);
        return name.map(given -> new Into.Environment(
                given,
                List.of(server.address().hosts().split(",\\s*", -1)),
                server.address().user(),
                password));
    }

    private static final String PASSWORD = "${env:ORRERY_PASSWORD}";

    private void report(Imported imported) {
        if (json) {
            terminal.out().print(ImportJson.of(imported));
        } else {
            imported.files().keySet().forEach(terminal::print);
        }
        imported.left().forEach((name, reason) -> terminal.say("left out: " + name + ": " + reason));
        imported.differs()
                .forEach((name, reason) -> terminal.say(
                        "differs: " + name + ": the server is not what its own statement says: " + reason));
        imported.remarks().forEach(terminal::say);
        terminal.say(Figures.count(imported.models().size(), "model")
                + (dryRun ? " would be written" : " written")
                + (imported.left().isEmpty()
                        ? ""
                        : ", " + Figures.count(imported.left().size()) + " left out")
                + (imported.models().isEmpty() || dryRun || !imported.differs().isEmpty()
                        ? ""
                        : "; `orrery plan` has nothing to do"));
    }
}
