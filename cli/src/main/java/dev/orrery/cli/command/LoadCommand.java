// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.load.LoadLines;
import dev.orrery.cli.load.LoaderProcess;
import dev.orrery.cli.load.Pipelines;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.compile.Compilation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery load …}: Flink pipelines. */
@Command(name = "load", description = "Runs or checks a pipeline that fills ODS and DIM tables.")
final class LoadCommand {
    @Command(
            name = "run",
            description = "Runs a pipeline with Flink on this machine, exactly once; goes on where it was ended.")
    static final class Run implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Mixin
        private EnvironmentOption environment = new EnvironmentOption();

        @Parameters(index = "0", paramLabel = "PIPELINE", description = "core is pipelines/core.yml.")
        private String pipeline = "";

        @ArgGroup
        @Nullable
        Until until;

        @Option(names = "--fresh", description = "Forget former runs and read everything again.")
        private boolean fresh;

        /** When it ends; without it, as the pipeline says. */
        static final class Until {
            @Option(names = "--watch", description = "Keep waiting for new files, until Ctrl-C.")
            @SuppressWarnings("UnusedVariable") // The other one of two, of which one was given.
            private boolean watch;

            @Option(names = "--once", description = "End when everything that is there now was read.")
            private boolean once;

            String word() {
                return once ? "--once" : "--watch";
            }
        }

        Run(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws InterruptedException {
            ProjectFolder folder = project.find();
            Compilation compilation = project.compile(folder, terminal);
            Pipelines.require(compilation.project(), pipeline);
            List<String> databases = Pipelines.databases(
                    folder, compilation.project(), pipeline, new Servers(System.getenv()), environment.name());
            List<String> extra = new ArrayList<>(databases);
            if (until != null) {
                extra.add(until.word());
            }
            if (fresh) {
                extra.add("--fresh");
            }
            try (Shutdown stop = Shutdown.watch();
                    TargetServer server = environment.open(folder, compilation.project());
                    LoaderProcess loader =
                            LoaderProcess.start(LoaderProcess.Task.RUN, folder, pipeline, server, extra);
                    LoadLines lines = new LoadLines(terminal)) {
                // The loader commits what it has read before it ends; the server is closed after it.
                Thread stopping = new Thread(() -> stopWhenWished(stop, loader), "stop-load");
                stopping.setDaemon(true);
                stopping.start();
                terminal.say("pipeline " + pipeline + " runs in process " + loader.pid());
                int code = loader.follow(lines);
                loader.result().ifPresent(lines::finished);
                return code;
            }
        }

        private static void stopWhenWished(Shutdown stop, LoaderProcess loader) {
            try {
                stop.wished().await();
                loader.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Command(name = "check", description = "Holds a pipeline against the tables of a server; loads nothing.")
    static final class Check implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Mixin
        private EnvironmentOption environment = new EnvironmentOption();

        @Parameters(index = "0", paramLabel = "PIPELINE", description = "core is pipelines/core.yml.")
        private String pipeline = "";

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws InterruptedException {
            ProjectFolder folder = project.find();
            Compilation compilation = project.compile(folder, terminal);
            Pipelines.require(compilation.project(), pipeline);
            List<String> databases = Pipelines.databases(
                    folder, compilation.project(), pipeline, new Servers(System.getenv()), environment.name());
            try (TargetServer server = environment.open(folder, compilation.project());
                    LoaderProcess loader =
                            LoaderProcess.start(LoaderProcess.Task.CHECK, folder, pipeline, server, databases);
                    LoadLines lines = new LoadLines(terminal)) {
                int code = loader.follow(lines);
                if (code == ExitCode.OK) {
                    terminal.say("pipeline " + pipeline + ": no findings");
                }
                return code;
            }
        }
    }
}
