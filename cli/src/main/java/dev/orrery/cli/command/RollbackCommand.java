// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.deploy.StepLines;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.PositiveCount;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.RollbackTo;
import dev.orrery.ddl.deploy.UndoPlan;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.starrocks.StarRocks;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "rollback", description = "Takes the newest deployments back, newest first.")
final class RollbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @ArgGroup(multiplicity = "0..1")
    private HowFar howFar = new HowFar();

    @Option(names = "--auto-approve", description = "Do not ask.")
    private boolean autoApprove;

    @Option(names = "--dry-run", description = "Print what would be undone and change nothing.")
    private boolean dryRun;

    @Option(names = "--allow-destructive", description = "Also what drops tables that hold rows.")
    private boolean destructive;

    /** How many deployments to take back; one when nothing is said. */
    static final class HowFar {
        @Option(
                names = "--count",
                paramLabel = "N",
                converter = PositiveCount.class,
                description = "The newest N deployments (default: 1).")
        private int count = 1;

        @Option(names = "--to", paramLabel = "TAG", description = "Everything after a deployment of `orrery history`.")
        @Nullable
        String tag;

        RollbackTo asRollback() {
            return tag == null ? new RollbackTo.Count(count) : new RollbackTo.Tag(tag);
        }
    }

    RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compileWithErrors(folder);
        try (TargetServer server = environment.open(folder, compilation.project());
                StarRocks starRocks = server.connect()) {
            Deployment deployment = Deployments.of(starRocks, compilation, server);
            UndoPlan plan = deployment.planOfRollback(howFar.asRollback());
            terminal.out().print(plan.text());
            if (dryRun) {
                return ExitCode.OK;
            }
            refuseLoss(plan);
            String tags = plan.parts().stream().map(UndoPlan.Part::tag).collect(Collectors.joining(", "));
            if (!autoApprove && !Deployments.agreed(terminal, "Take back deployment " + tags, "give --auto-approve")) {
                terminal.say("nothing was changed");
                return ExitCode.FAILED;
            }
            try (Progress progress = new Progress(terminal)) {
                deployment.rollback(plan, new StepLines(progress));
                progress.done("taken back: deployment " + tags);
            }
            return ExitCode.OK;
        }
    }

    private void refuseLoss(UndoPlan plan) {
        if (!destructive && !plan.losing().isEmpty()) {
            throw new DiagnosticException(Diagnostic.of(
                            CliCode.ROLLBACK_LOSES_ROWS,
                            "the rollback drops " + Figures.count(plan.losing().size(), "table") + " with rows: "
                                    + plan.losing().stream()
                                            .map(ModelName::toString)
                                            .collect(Collectors.joining(", ")))
                    .withHelp("nothing was changed; `orrery rollback --allow-destructive` drops them too"));
        }
    }
}
