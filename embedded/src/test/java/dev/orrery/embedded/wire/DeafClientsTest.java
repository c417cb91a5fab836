// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EngineSessions;
import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.PasswordHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that ask the engine for more than memory holds, and never read: no one else waits, and nothing piles up. */
@Tag("slow")
@Timeout(120)
final class DeafClientsTest {
    private static final int DEAF = 20;
    private static final long HEAP_FOR_EACH = 2L << 20;
    private static final String ENDLESS =
            "SELECT generate_series, repeat('x', 1000) FROM TABLE(generate_series(1, 1000000000))";

    @Test
    void twenty_deaf_clients_take_little_memory_and_are_dropped() throws Exception {
        Accounts accounts = (user, host) -> Optional.of(PasswordHash.none());
        Connections connections = new Connections(Clock.systemUTC());
        WireSettings settings =
                WireSettings.DEFAULT.withTimes(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(6));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        List<RawClient> deaf = new ArrayList<>();
        try (EngineSessions engine = new EngineSessions(Clock.systemUTC());
                MySqlServer server = MySqlServer.start(address, engine.factory(), accounts, connections, settings);
                Connection other = DriverManager.getConnection(
                        "jdbc:mysql://127.0.0.1:" + server.port() + "/?sslMode=DISABLED", "root", "");
                Statement statement = other.createStatement()) {
            long before = heapInUse();
            for (int i = 0; i < DEAF; i++) {
                RawClient client = new RawClient(server.port());
                deaf.add(client.logIn());
                client.command(3, ENDLESS);
            }
            TestServer.await("all of them are being answered", () -> running(connections) == DEAF);
            assertThat(one(statement)).isEqualTo(499_500);
            assertThat(heapInUse() - before).isLessThan(DEAF * HEAP_FOR_EACH);
            TestServer.await("the deaf are dropped", () -> connections.list().size() == 1);
            assertThat(one(statement)).isEqualTo(499_500);
        } finally {
            for (RawClient client : deaf) {
                client.close();
            }
        }
    }

    private static long running(Connections connections) {
        return connections.list().stream()
                .filter(entry -> entry.statement().equals(ENDLESS))
                .count();
    }

    private static long one(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT sum(generate_series) FROM TABLE(generate_series(0, 999))")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
