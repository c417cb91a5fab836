// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.ddl.deploy.DeployStatus;
import dev.orrery.models.compile.Compilation;
import dev.orrery.starrocks.StarRocks;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "What is deployed on a server, and whether a deployment runs.")
final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compileWithErrors(folder);
        try (TargetServer server = environment.open(folder, compilation.project());
                StarRocks starRocks = server.connect()) {
            DeployStatus status = Deployments.of(starRocks, compilation, server).status();
            terminal.print(status.last()
                    .map(last ->
                            "newest deployment: " + last.tag() + ", started " + last.started() + " by " + last.owner())
                    .orElse("nothing was deployed yet"));
            status.deploying().ifPresent(holder -> terminal.print("a deployment runs: " + holder));
            TextTable table = new TextTable(List.of("object", "kind"));
            status.registry()
                    .entries()
                    .forEach((name, entry) ->
                            table.row(List.of(name.toString(), entry.kind().word())));
            if (!status.registry().entries().isEmpty()) {
                terminal.out().print(table.text());
            }
            return ExitCode.OK;
        }
    }
}
