// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server, killed fifty times in the middle of loads and refreshes, and asked afterwards what it kept. */
@Tag("slow")
class KilledWhileLoadingTest {
    private static final int KILLS = 50;
    private static final int ROWS = 300;
    private static final long SEED = 20260304;

    /** Serves a directory, says where, and waits to be killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(Path.of(arguments[0])));
            String ports = "ports " + server.mysqlPort() + " " + server.httpPort() + "\n";
            System.out.write(ports.getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    /** A server in a process of its own. */
    private record Running(Process process, int mysql, int http) implements AutoCloseable {
        static Running start(Path directory) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Victim.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            while (line != null && !line.startsWith("ports ")) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IOException("the server ended before it listened");
            }
            String[] ports = line.split(" ");
            return new Running(process, Integer.parseInt(ports[1]), Integer.parseInt(ports[2]));
        }

        Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + mysql + "/?sslMode=DISABLED", "root", "");
        }

        /** Kill -9. */
        @Override
        public void close() {
            process.destroyForcibly();
            assertThat(process.onExit().orTimeout(30, TimeUnit.SECONDS).join().isAlive())
                    .isFalse();
        }
    }

    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicInteger lastBatch = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Random random = new Random(SEED);

    @Test
    void acknowledged_is_visible_and_nothing_is_torn(@TempDir Path directory) throws Exception {
        try (Running server = Running.start(directory);
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE d");
            statement.execute(
                    "CREATE TABLE d.t (batch INT, id INT, v BIGINT) PRIMARY KEY (batch, id)" + " PARTITION BY (batch)");
            statement.execute("CREATE MATERIALIZED VIEW d.mv REFRESH DEFERRED MANUAL AS SELECT batch, count(*) AS n,"
                    + " sum(v) AS total FROM d.t GROUP BY batch");
        }
        for (int kill = 0; kill < KILLS; kill++) {
            try (Running server = Running.start(directory)) {
                check(server);
                loadUntilKilled(server);
            }
        }
        try (Running server = Running.start(directory)) {
            check(server);
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        assertThat(ended).as("clients that saw a kill").hasPositiveValue();
    }

    /** Loads and refreshes go on side by side until the process is gone. */
    private void loadUntilKilled(Running server) throws InterruptedException {
        CountDownLatch loaded = new CountDownLatch(1);
        Thread loads = new Thread(() -> load(server, loaded));
        Thread refreshes = new Thread(() -> refresh(server));
        loads.start();
        refreshes.start();
        assertThat(loaded.await(30, TimeUnit.SECONDS)).isTrue();
        // The moment of the kill is the only thing that is waited for here.
        loads.join(1 + random.nextInt(120));
        server.close();
        loads.join();
        refreshes.join();
    }

    private void load(Running server, CountDownLatch loaded) {
        LoadClient client = new LoadClient(server.http());
        try {
            while (server.process().isAlive()) {
                int batch = lastBatch.incrementAndGet();
                StringBuilder rows = new StringBuilder();
                for (int i = 0; i < ROWS; i++) {
                    rows.append(batch)
                            .append('\t')
                            .append(i)
                            .append('\t')
                            .append(i)
                            .append('\n');
                }
                String answer = client.streamLoad("d.t", rows.toString(), "label", "batch" + batch)
                        .get("Status")
                        .asText();
                if (answer.equals("Success")) {
                    acknowledged.add(batch);
                    loaded.countDown();
                }
            }
        } catch (IOException | InterruptedException gone) {
            // The server was killed in the middle: what it acknowledged until then is what counts.
            ended.incrementAndGet();
        }
    }

    private void refresh(Running server) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            while (server.process().isAlive()) {
                statement.execute("REFRESH MATERIALIZED VIEW d.mv WITH SYNC MODE");
            }
        } catch (SQLException gone) {
            // As above.
            ended.incrementAndGet();
        }
    }

    private void check(Running server) throws Exception {
        Map<Integer, Long> kept = counts(server, "SELECT batch, count(*) FROM d.t GROUP BY batch");
        Map<Integer, Long> materialized = counts(server, "SELECT batch, n FROM d.mv");
        assertThat(kept.keySet()).as("acknowledged is visible").containsAll(acknowledged);
        assertThat(kept.values()).as("no batch is torn").allMatch(n -> n == ROWS);
        assertThat(materialized.values()).as("no refresh is torn").allMatch(n -> n == ROWS);
        assertThat(kept.keySet()).as("a refresh shows what was committed").containsAll(materialized.keySet());
        LoadClient client = new LoadClient(server.http());
        for (int batch : acknowledged.stream()
                .skip(Math.max(0, acknowledged.size() - 5L))
                .toList()) {
            assertThat(client.state("d", "batch" + batch)).isEqualTo("VISIBLE");
        }
        for (int batch : kept.keySet()) {
            // Committed, and killed before the answer: a client that asks again learns that it was.
            if (acknowledged.add(batch)) {
                assertThat(client.state("d", "batch" + batch)).isEqualTo("VISIBLE");
            }
        }
    }

    private static Map<Integer, Long> counts(Running server, String query) throws SQLException {
        Map<Integer, Long> counts = new TreeMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                counts.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return counts;
    }
}
