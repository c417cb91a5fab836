// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.deploy.StepLines;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.refresh.Refreshers;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.ddl.deploy.DeployStatus;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.Dropped;
import dev.orrery.ddl.deploy.Planned;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.environment.Survey;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.DatabaseNames;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.EnvironmentRules;
import dev.orrery.models.project.Project;
import dev.orrery.starrocks.StarRocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery env …}: the environments of a project. */
@Command(name = "env", description = "The environments of a project: what they hold, and dropping one.")
final class EnvironmentCommand {
    @Command(name = "list", description = "The environments that orrery.yml declares. Asks no server.")
    static final class Declared implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ProjectOptions options = new ProjectOptions();

        Declared(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Project project = options.compileWithErrors(options.find()).project();
            TextTable table = new TextTable(List.of("environment", "base", "databases", "server"));
            project.environments()
                    .values()
                    .forEach(environment -> table.row(List.of(
                            environment.name(),
                            environment.base().orElse(""),
                            databases(environment.databases()),
                            String.join(", ", environment.server().hosts()))));
            terminal.out()
                    .print(
                            project.environments().isEmpty()
                                    ? "orrery.yml declares no environment; without -e the project's own server is used\n"
                                    : table.text());
            return ExitCode.OK;
        }

        private static String databases(DatabaseNames names) {
            return names.isEmpty()
                    ? "as in the project"
                    : names.written().entrySet().stream()
                            .map(name -> name.getKey() + " → " + name.getValue().text())
                            .collect(Collectors.joining(", "));
        }
    }

    @Command(name = "show", description = "Where an environment has each model, and why. Changes nothing.")
    static final class Show implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ProjectOptions options = new ProjectOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "An environment of orrery.yml.")
        private String name = "";

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ProjectFolder folder = options.find();
            Compilation compilation = options.compile(folder, terminal);
            try (Site site =
                    Site.open(folder, compilation, new Servers(System.getenv()), Optional.of(name), terminal)) {
                DeployStatus status = site.deployment().status();
                terminal.print("environment " + site.server().environment() + " on "
                        + site.server().address().hosts()
                        + site.placement()
                                .environment()
                                .base()
                                .map(base -> ", base " + base)
                                .orElse(""));
                terminal.print(status.last()
                        .map(last -> "newest deployment: " + last.tag() + ", started " + last.started() + " by "
                                + last.owner())
                        .orElse("nothing was deployed yet"));
                terminal.out().print("\n" + table(compilation, site.survey(), status.registry()));
                return ExitCode.OK;
            }
        }

        private static String table(Compilation compilation, Survey survey, Registry registry) {
            TextTable table = new TextTable(List.of("model", "is", "why", "deployed"));
            boolean beside = survey.placement().environment().base().isPresent();
            for (ModelName model : compilation.graph().inOrder()) {
                if (compilation.model(model).isEmpty()) {
                    continue;
                }
                ModelName here = survey.placement().name(model);
                Survey.Why why = survey.built().get(model);
                String reason = why != null ? why.words() : beside ? "read from the base" : "";
                String deployed = why == null && beside ? "" : registry.owns(here) ? "yes" : "not yet";
                table.row(List.of(model.toString(), here.toString(), reason, deployed));
            }
            return table.text();
        }
    }

    @Command(
            name = "drop",
            description = "Takes away what was deployed to an environment with a base or with databases of its own.")
    static final class Drop implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ProjectOptions options = new ProjectOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "An environment of orrery.yml.")
        private String name = "";

        @Option(names = "--auto-approve", description = "Do not ask.")
        private boolean autoApprove;

        @Option(names = "--allow-destructive", description = "Also where tables go, with their rows.")
        private boolean destructive;

        Drop(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ProjectFolder folder = options.find();
            Compilation compilation = options.compileWithErrors(folder);
            Servers servers = new Servers(System.getenv());
            Environment environment = servers.environment(compilation.project(), Optional.of(name));
            refuseWhatOthersStandOn(compilation.project(), environment);
            Diagnostics diagnostics = new Diagnostics();
            EnvironmentRules.check(compilation.project(), environment, servers::variable, diagnostics);
            diagnostics.throwIfErrors();
            try (TargetServer server = servers.open(folder, compilation.project(), Optional.of(name));
                    StarRocks starRocks = server.connect()) {
                Deployment deployment = Deployments.of(starRocks, compilation, server);
                Planned planned = deployment.planOfDrop();
                terminal.out().print(PlanText.of(planned.plan(), PlanText.Detail.SHORT));
                refuseRows(planned);
                if (!autoApprove
                        && !Deployments.agreed(terminal, "Drop environment '" + name + "'", "give --auto-approve")) {
                    terminal.say("nothing was changed");
                    return ExitCode.FAILED;
                }
                try (Progress progress = new Progress(terminal)) {
                    Dropped dropped = deployment.drop(planned, new StepLines(progress));
                    SortedSet<String> databases = dropped.databases();
                    progress.done("dropped: environment " + server.environment() + ", "
                            + Figures.count(planned.plan().steps().size(), "object")
                            + (databases.isEmpty() ? "" : ", databases " + String.join(", ", databases)));
                    if (!dropped.left().isEmpty()) {
                        progress.done("left, since this user may not see whether they are empty: databases "
                                + String.join(", ", dropped.left()));
                    }
                }
                forget(Refreshers.history(folder, server.environment())).ifPresent(terminal::show);
                return ExitCode.OK;
            }
        }

        private static void refuseWhatOthersStandOn(Project project, Environment environment) {
            List<String> guests = project.environments().values().stream()
                    .filter(other ->
                            other.base().filter(environment.name()::equals).isPresent())
                    .map(Environment::name)
                    .toList();
            if (!guests.isEmpty()) {
                throw refused(
                        environment,
                        "it is the base of " + String.join(", ", guests),
                        "drop those, and take them out of orrery.yml, first");
            }
            if (!environment.isBeside()) {
                throw refused(
                        environment,
                        "it has neither a base nor databases of its own: it is the warehouse itself",
                        "take the models out of the project, then `orrery apply --allow-destructive` drops them");
            }
        }

        private void refuseRows(Planned planned) {
            List<String> tables = planned.plan().steps().stream()
                    .filter(step -> step.kind().equals(ModelKind.TABLE.word()))
                    .map(step -> step.subject())
                    .toList();
            if (!tables.isEmpty() && !destructive) {
                throw new DiagnosticException(Diagnostic.of(
                                CliCode.NOT_TO_BE_DROPPED,
                                "environment '" + name + "' has " + Figures.count(tables.size(), "table")
                                        + " with rows of its own: " + String.join(", ", tables))
                        .withHelp("`orrery env drop " + name + " --allow-destructive` drops them too"));
            }
        }

        private static DiagnosticException refused(Environment environment, String why, String help) {
            return new DiagnosticException(Diagnostic.of(
                            CliCode.NOT_TO_BE_DROPPED,
                            "environment '" + environment.name() + "' is not dropped: " + why)
                    .withHelp(help));
        }

        /** The run history of what is no more. The environment has gone by now, with or without it. */
        static Optional<Diagnostic> forget(Path history) {
            Path file = history.resolveSibling(history.getFileName() + ".mv.db");
            try {
                Files.deleteIfExists(file);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(Diagnostic.of(
                                CliCode.HISTORY_LEFT,
                                "the run history '" + file + "' of the dropped environment cannot be deleted: "
                                        + e.getClass().getSimpleName())
                        .withHelp("end the `orrery refresh` that has it open, then delete the file"));
            }
        }
    }
}
