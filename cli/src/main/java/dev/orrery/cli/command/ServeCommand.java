// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.refresh.Refreshers;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.compile.Compilation;
import dev.orrery.refresher.history.WaveResult;
import dev.orrery.refresher.run.RefreshListener;
import dev.orrery.refresher.run.WaveTree;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "serve", description = "Keeps every materialized view as fresh as promised, until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        RefreshListener listener = new RefreshListener() {
            @Override
            public void waveEnded(WaveResult wave) {
                WaveTree.lines(wave).forEach(terminal::print);
            }
        };
        try (Shutdown stop = Shutdown.watch();
                Site site = environment.enter(folder, compilation, terminal);
                Refreshers refreshers = Refreshers.open(folder, site.here(), site.server(), listener)) {
            refreshers.letOthersAsk();
            refreshers.refresher().start();
            terminal.say("keeping " + compilation.project().name() + " fresh on "
                    + site.server().address().hosts() + "; Ctrl-C ends");
            stop.wished().await();
        }
        return ExitCode.OK;
    }
}
