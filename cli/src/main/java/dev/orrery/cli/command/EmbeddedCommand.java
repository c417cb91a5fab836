// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.option.PortNumber;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.EmbeddedServer;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.diagnostic.DiagnosticException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "embedded",
        description = "A StarRocks-compatible server on DuckDB, in the foreground: for trying, tests and CI.")
final class EmbeddedCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where it keeps its data (default: .orrery/data of the project).")
    @Nullable
    Path data;

    @Option(
            names = "--mysql-port",
            paramLabel = "PORT",
            defaultValue = "9030",
            converter = PortNumber.class,
            description = "For MySQL clients (default: ${DEFAULT-VALUE}; 0 is any free one).")
    private int mysqlPort = 9030;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8030",
            converter = PortNumber.class,
            description = "For Stream Load (default: ${DEFAULT-VALUE}; 0 is any free one).")
    private int httpPort = 8030;

    EmbeddedCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Shutdown stop = Shutdown.watch();
                EmbeddedServer server = start(new EmbeddedServer.Ports(mysqlPort, httpPort))) {
            terminal.say(server.banner());
            stop.wished().await();
            terminal.say("stopping");
        }
        return ExitCode.OK;
    }

    /** In a project it is the project's server, wherever its data lies: the other commands find it. */
    private EmbeddedServer start(EmbeddedServer.Ports ports) {
        Optional<Path> local = local();
        if (data == null) {
            return EmbeddedServer.start(local.orElseGet(() -> ProjectFolder.localOf(Path.of(""))), ports);
        }
        local.ifPresent(Servers::refuseIfRunning);
        return EmbeddedServer.start(data, local.orElse(data), ports);
    }

    private Optional<Path> local() {
        try {
            return Optional.of(project.find().local());
        } catch (DiagnosticException outside) {
            if (project.isGiven()) {
                throw outside;
            }
            // Also useful where there is no project.
            return Optional.empty();
        }
    }
}
