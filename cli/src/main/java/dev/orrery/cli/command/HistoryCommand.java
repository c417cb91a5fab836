// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.ddl.deploy.PastDeployment;
import dev.orrery.models.compile.Compilation;
import dev.orrery.starrocks.StarRocks;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "history", description = "Every deployment to a server, newest first.")
final class HistoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compileWithErrors(folder);
        try (TargetServer server = environment.open(folder, compilation.project());
                StarRocks starRocks = server.connect()) {
            List<PastDeployment> history =
                    Deployments.of(starRocks, compilation, server).history();
            TextTable table =
                    new TextTable(List.of("deployment", "state", "steps", "by", "started", "took", "rolled back"));
            history.forEach(past -> table.row(List.of(
                    past.tag(),
                    past.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    Integer.toString(past.steps()),
                    past.owner(),
                    past.started().toString(),
                    past.finished()
                            .map(end -> Figures.duration(Duration.between(past.started(), end)))
                            .orElse(""),
                    past.undone()
                            .map(undone -> undone.finished() + " by " + undone.owner())
                            .orElse(""))));
            terminal.out().print(history.isEmpty() ? "nothing was deployed yet\n" : table.text());
            return ExitCode.OK;
        }
    }
}
