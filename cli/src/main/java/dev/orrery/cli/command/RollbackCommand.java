// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.deploy.StepLines;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.PositiveCount;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.deploy.PastDeployment;
import dev.orrery.ddl.deploy.RollbackTo;
import dev.orrery.models.compile.Compilation;
import dev.orrery.starrocks.StarRocks;
import java.util.List;
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
        if (!autoApprove && !Deployments.agreed(terminal, "Taking deployments back", "give --auto-approve")) {
            terminal.say("nothing was changed");
            return ExitCode.FAILED;
        }
        try (TargetServer server = environment.open(folder, compilation.project());
                StarRocks starRocks = server.connect();
                Progress progress = new Progress(terminal)) {
            List<PastDeployment> undone = Deployments.of(starRocks, compilation, server)
                    .rollback(howFar.asRollback(), new StepLines(progress));
            progress.done("taken back: deployment "
                    + undone.stream().map(PastDeployment::tag).collect(Collectors.joining(", ")));
            return ExitCode.OK;
        }
    }
}
