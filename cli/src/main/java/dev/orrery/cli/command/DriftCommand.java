// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.importing.ImportSource;
import dev.orrery.cli.importing.ImportTarget;
import dev.orrery.cli.importing.Origin;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.drift.Drift;
import dev.orrery.ddl.drift.DriftText;
import dev.orrery.ddl.importing.Adopted;
import dev.orrery.ddl.importing.Adoption;
import dev.orrery.ddl.importing.Found;
import dev.orrery.ddl.importing.Into;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "drift", description = "What somebody changed on a server since the last apply, and who it was.")
final class DriftCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Prints it as JSON.")
    private boolean json;

    @Option(names = "--detailed-exitcode", description = "Ends with 2 when there is drift, with 0 when there is none.")
    private boolean detailedExitCode;

    @Option(
            names = "--adopt",
            description = "Writes what the server has into the model files, as little of each as it takes.")
    private boolean adopt;

    DriftCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        if (adopt) {
            Origin.requireAsWritten(environment.declared(compilation.project()));
        }
        try (Site site = environment.enter(folder, compilation, terminal)) {
            Drift drift = site.deployment().drift(site.desired());
            terminal.out().print(json ? DriftText.json(drift) : DriftText.of(drift));
            if (adopt && !drift.isEmpty()) {
                return adopt(folder, compilation, site, drift);
            }
            return !drift.isEmpty() && detailedExitCode ? ExitCode.DIFFERENCES : ExitCode.OK;
        }
    }

    private int adopt(ProjectFolder folder, Compilation compilation, Site site, Drift drift) {
        Set<ModelName> names = new TreeSet<>();
        drift.items().forEach(item -> {
            if (item.how() == Drift.How.INACTIVE) {
                terminal.say(
                        "not adopted: " + item.name() + ": is inactive, which no file says: `orrery apply` wakes it");
            } else {
                names.add(item.name());
            }
        });
        Set<String> databases = new TreeSet<>();
        compilation.catalog().names().forEach(name -> databases.add(name.database()));
        ImportTarget target = ImportTarget.of(folder.root());
        Found found = new ImportSource(site.starRocks()).read(databases, names::contains);
        Adopted adopted = Adoption.of(compilation, found, target.into(Optional.empty(), Into.Existing.REPLACED));
        target.write(adopted.files());
        adopted.written().forEach((name, what) -> terminal.say("adopted: " + name + ": " + what));
        adopted.left().forEach((name, reason) -> terminal.say("not adopted: " + name + ": " + reason));
        if (!adopted.files().isEmpty()) {
            terminal.say("`git diff` shows what changed; the next `orrery apply` records it");
        }
        return adopted.left().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
