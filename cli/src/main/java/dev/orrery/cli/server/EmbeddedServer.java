// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.server;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.nio.file.Path;
import java.util.List;

/** The embedded server of a project, running in this process; {@code embedded.json} tells the others about it. */
public final class EmbeddedServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String USER = "root";

    private final EmbeddedStarRocks server;
    private final Path announced;

    private EmbeddedServer(EmbeddedStarRocks server, Path announced) {
        this.server = server;
        this.announced = announced;
    }

    /** Where it listens; 0 is any free port. */
    public record Ports(int mysql, int http) {
        public static final Ports ANY = new Ports(0, 0);
    }

    /**
     * Starts it on the data below a folder.
     *
     * @param local {@code .orrery} of a project
     */
    public static EmbeddedServer start(Path local, Ports ports) {
        return start(local.resolve("data"), local, ports);
    }

    /**
     * Starts it on data that may lie anywhere.
     *
     * @param announced where {@code embedded.json} tells of it
     * @throws dev.orrery.models.diagnostic.EnvironmentException ORR-E001 when it runs already, ORR-E002 when a port is taken
     */
    public static EmbeddedServer start(Path data, Path announced, Ports ports) {
        EmbeddedStarRocks server =
                EmbeddedStarRocks.start(EmbeddedStarRocks.Options.in(data).withPorts(ports.mysql(), ports.http()));
        try {
            RunningServer.announce(announced, server.mysqlPort(), server.httpPort());
            return new EmbeddedServer(server, announced);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** One that runs in another process: it is left running. */
    static TargetServer attached(RunningServer running) {
        return target(running.mysqlPort(), running.httpPort(), () -> {});
    }

    /** This one; closing the target closes the server. */
    public TargetServer asTarget() {
        return target(server.mysqlPort(), server.httpPort(), this::close);
    }

    private static TargetServer target(int mysqlPort, int httpPort, Runnable ending) {
        return new TargetServer(
                Servers.EMBEDDED,
                ServerAddress.of(HOST, mysqlPort, USER, Password.none()),
                List.of(HOST + ":" + httpPort),
                ending);
    }

    public String banner() {
        return server.banner();
    }

    @Override
    public void close() {
        RunningServer.forget(announced);
        server.close();
    }
}
