// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.deploy.StepLines;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.PlanOptions;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.FileTrouble;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.deploy.Applied;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.Planned;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "apply", description = "Makes a server what the project says, changing no more than that needs.")
final class ApplyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A reviewed plan of `orrery plan -o FILE`; refused when project or server have moved on.")
    @Nullable
    Path file;

    @Option(names = "--auto-approve", description = "Do not ask.")
    private boolean autoApprove;

    @Option(names = "--dry-run", description = "Print the plan and change nothing.")
    private boolean dryRun;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        Deployments.read(folder, compilation);
        try (Shutdown shutdown = Shutdown.unwatched();
                Site site = environment.enter(folder, compilation, terminal)) {
            Deployment deployment = site.deployment();
            Optional<Changelog> reviewed = Optional.ofNullable(file).map(ApplyCommand::read);
            Planned planned = options.plan(folder, site, Deployments.read(folder, site.here()), deployment);
            terminal.out().print(PlanText.of(planned.plan(), options.detail()));
            if (dryRun || (planned.plan().isEmpty() && file == null)) {
                return planned.plan().isBlocked() ? ExitCode.FAILED : ExitCode.OK;
            }
            if (!planned.plan().isBlocked() && !approved()) {
                terminal.say("nothing was changed");
                return ExitCode.FAILED;
            }
            shutdown.begin(() -> terminal.say("stopping after the current step"));
            return carryOut(deployment, planned, reviewed, shutdown);
        }
    }

    /** Asked to end, the process is gone before anybody else could show what was thrown. */
    private int carryOut(Deployment deployment, Planned planned, Optional<Changelog> reviewed, Shutdown shutdown) {
        try {
            carryOut(deployment, planned, reviewed, shutdown::isWished);
            return ExitCode.OK;
        } catch (DiagnosticException e) {
            if (!shutdown.isWished()) {
                throw e;
            }
            e.diagnostics().forEach(terminal::show);
            return ExitCode.FAILED;
        }
    }

    private boolean approved() {
        return autoApprove
                || file != null
                || Deployments.agreed(
                        terminal,
                        "Carry this plan out",
                        "give --auto-approve, or a reviewed plan: `orrery plan -o plan.sql`, then `orrery apply plan.sql`");
    }

    private void carryOut(Deployment deployment, Planned planned, Optional<Changelog> reviewed, BooleanSupplier stops) {
        try (Progress progress = new Progress(terminal)) {
            StepLines lines = new StepLines(progress, stops);
            Applied applied = reviewed.isPresent()
                    ? deployment.apply(reviewed.get(), planned, lines)
                    : deployment.apply(planned, lines);
            applied.findings().forEach(terminal::show);
            progress.done(applied.deployment()
                    .map(done -> "deployment " + done.tag() + ": " + Figures.count(done.steps(), "step") + " in "
                            + Figures.duration(applied.took()))
                    .orElse("nothing to deploy"));
        }
    }

    private static Changelog read(Path file) {
        try {
            return Changelog.read(Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new DiagnosticException(
                    Diagnostic.of(CliCode.FILE_TROUBLE, "cannot read the plan '" + file + "': " + FileTrouble.why(e))
                            .withHelp("`orrery plan -o FILE` writes one"));
        }
    }
}
