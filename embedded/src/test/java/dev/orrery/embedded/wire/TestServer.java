// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.PasswordHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server on a free port over a {@link ScriptedSession.Script}; root has no password, bob has "secret". */
final class TestServer implements AutoCloseable {
    final ScriptedSession.Script script = new ScriptedSession.Script();
    final Connections connections = new Connections(Clock.systemUTC());
    private final MySqlServer server;

    TestServer() throws IOException {
        this(WireSettings.DEFAULT);
    }

    TestServer(WireSettings settings) throws IOException {
        server = MySqlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), script, accounts(), connections, settings);
    }

    private static Accounts accounts() {
        PasswordHash secret = PasswordHash.of("secret");
        PasswordHash hashOnly = PasswordHash.parse(secret.text());
        return (user, host) -> switch (user) {
            case "root" -> Optional.of(PasswordHash.none());
            case "bob" -> Optional.of(secret);
            case "old" -> Optional.of(hashOnly);
            default -> Optional.empty();
        };
    }

    int port() {
        return server.port();
    }

    RawClient raw() throws IOException {
        return new RawClient(port());
    }

    /** @param options such as {@code ?useServerPrepStmts=true} */
    Connection jdbc(String options) throws SQLException {
        return jdbc("root", "", options);
    }

    Connection jdbc(String user, String password, String options) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port() + "/" + options, user, password);
    }

    /** Waits for what another thread does, but not for long. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited 20 s for: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
