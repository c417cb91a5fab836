// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at once on a whole server. */
@Tag("slow")
@Timeout(180)
class ManyClientsTest {
    private static final int READERS = 200;
    private static final int LOADS = 30;
    private static final int ROWS = 2_000;
    private static final int CONNECTIONS = 500;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private static Connection connect(EmbeddedStarRocks server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + server.mysqlPort() + "/?sslMode=DISABLED", "root", "");
    }

    /** Part of a test that runs on a thread of its own. */
    private interface Work {
        void run() throws Exception;
    }

    private Thread start(Work work) {
        Thread thread = new Thread(null, () -> run(work), "client", 1 << 18);
        thread.start();
        return thread;
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (Throwable failed) {
            failures.add(failed);
        }
    }

    /** Every load replaces all rows and adds some: who sees rows of two loads, or of half a load, sees a torn one. */
    @Test
    void two_hundred_readers_see_whole_loads_only(@TempDir Path data) throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(data));
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE ods");
            statement.execute("CREATE TABLE ods.t (id BIGINT NOT NULL, batch INT) PRIMARY KEY (id)");
            LoadClient loads = new LoadClient(server.httpPort());
            loads.streamLoad("ods.t", rows(1));
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger reads = new AtomicInteger();
            CountDownLatch reading = new CountDownLatch(READERS);
            List<Thread> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(start(() -> read(server, over, reads, reading)));
            }
            assertThat(reading.await(90, TimeUnit.SECONDS)).as("%s", failures).isTrue();
            for (int batch = 2; batch <= LOADS; batch++) {
                assertThat(loads.streamLoad("ods.t", rows(batch)).get("Status").asText())
                        .isEqualTo("Success");
            }
            int duringLoads = reads.get();
            over.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(failures).isEmpty();
            assertThat(duringLoads).isGreaterThan(2 * READERS);
        }
    }

    private static String rows(int batch) {
        StringBuilder body = new StringBuilder();
        for (int id = 0; id < ROWS + batch; id++) {
            body.append(id).append('\t').append(batch).append('\n');
        }
        return body.toString();
    }

    private static void read(EmbeddedStarRocks server, AtomicBoolean over, AtomicInteger reads, CountDownLatch reading)
            throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            int seen = 0;
            while (!over.get()) {
                try (ResultSet row = statement.executeQuery("SELECT count(*), min(batch), max(batch) FROM ods.t")) {
                    assertThat(row.next()).isTrue();
                    int batch = row.getInt(2);
                    assertThat(row.getInt(3)).isEqualTo(batch);
                    assertThat(row.getInt(1)).isEqualTo(ROWS + batch);
                    assertThat(batch).as("loads in their order").isGreaterThanOrEqualTo(seen);
                    seen = batch;
                }
                reads.incrementAndGet();
                reading.countDown();
            }
        }
    }

    @Test
    void five_hundred_clients_are_connected_at_once() throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory())) {
            CountDownLatch connected = new CountDownLatch(CONNECTIONS);
            AtomicInteger answered = new AtomicInteger();
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CONNECTIONS; client++) {
                int number = client;
                clients.add(start(() -> ask(server, number, connected, answered)));
            }
            for (Thread client : clients) {
                client.join();
            }
            assertThat(failures).isEmpty();
            assertThat(answered).hasValue(CONNECTIONS);
        }
    }

    private static void ask(EmbeddedStarRocks server, int number, CountDownLatch connected, AtomicInteger answered)
            throws Exception {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            connected.countDown();
            assertThat(connected.await(120, TimeUnit.SECONDS)).isTrue();
            try (ResultSet row = statement.executeQuery("SELECT " + number + " * 2")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(number * 2);
            }
            answered.incrementAndGet();
        }
    }

    @Test
    void five_million_rows_pass_through_a_small_heap(@TempDir Path directory) throws Exception {
        int rows = 5_000_000;
        try (ServerProcess server =
                        ServerProcess.start(directory.resolve("data"), "-Xmx256m", "-Djava.io.tmpdir=" + directory);
                Connection connection = server.connect("");
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE);
            long count = 0;
            long sum = 0;
            try (ResultSet found = statement.executeQuery("SELECT generate_series, concat('the name of row ',"
                    + " generate_series, ' is as long as a hundred characters, or not very much shorter than that')"
                    + " FROM TABLE(generate_series(1, " + rows + "))")) {
                while (found.next()) {
                    count++;
                    sum += found.getLong(1);
                }
            }
            assertThat(count).isEqualTo(rows);
            assertThat(sum).isEqualTo((long) rows * (rows + 1) / 2);
        }
    }
}
