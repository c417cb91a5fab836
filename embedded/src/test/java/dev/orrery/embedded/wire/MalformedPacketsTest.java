// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand malformed packets at a whole server, at each stage of a conversation, while another client works. */
@Tag("slow")
@Timeout(180)
final class MalformedPacketsTest {
    private static final int PACKETS = 10_000;
    private static final int PER_CONNECTION = 3;
    private static final int SSL_FLAG = 0x800;

    /** Where in a conversation the packets come. */
    private enum Stage {
        INSTEAD_OF_LOGIN,
        IN_LOGIN,
        INSTEAD_OF_TLS,
        INSTEAD_OF_PASSWORD,
        AS_COMMANDS,
        ON_PREPARED_STATEMENTS,
        IN_FRAMES
    }

    /** A client that must notice nothing. */
    private static final class Worker {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final Thread thread;

        Worker(EmbeddedStarRocks server) {
            thread = new Thread(() -> work(server));
            thread.start();
        }

        private void work(EmbeddedStarRocks server) {
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
                while (!over.get()) {
                    try (ResultSet row = statement.executeQuery("SELECT count(*), sum(id) FROM d.t")) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getInt(1)).isEqualTo(3);
                        assertThat(row.getInt(2)).isEqualTo(6);
                    }
                    answers.incrementAndGet();
                }
            } catch (SQLException | AssertionError failed) {
                failure.set(failed);
            }
        }

        void end() throws InterruptedException {
            over.set(true);
            thread.join();
            assertThat(failure.get()).isNull();
            assertThat(answers.get()).isGreaterThan(100);
        }
    }

    private final Random random = new Random(20261121);

    private static Connection connect(EmbeddedStarRocks server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + server.mysqlPort() + "/?sslMode=DISABLED", "root", "");
    }

    @Test
    void ten_thousand_malformed_packets_at_every_stage_go_unnoticed() throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory());
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE d");
            statement.execute("CREATE TABLE d.t (id INT)");
            statement.execute("INSERT INTO d.t VALUES (1), (2), (3)");
            Worker worker = new Worker(server);
            Stage[] stages = Stage.values();
            int[] sent = new int[stages.length];
            int total = 0;
            while (total < PACKETS) {
                int stage = random.nextInt(stages.length);
                int packets = attack(server.mysqlPort(), stages[stage]);
                sent[stage] += packets;
                total += packets;
            }
            worker.end();
            assertThat(Arrays.stream(sent).min().orElse(0))
                    .as(Arrays.toString(sent))
                    .isGreaterThan(PACKETS / 100);
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM d.t")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(3);
            }
            TestServer.await("only this client is left", () -> clients(statement) == 1);
        }
    }

    private static int clients(Statement statement) {
        try (ResultSet rows = statement.executeQuery("SHOW PROCESSLIST")) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Packets that were sent. The server ends the connection once nothing more comes, whatever came. */
    private int attack(int port, Stage stage) throws IOException {
        int sent = 0;
        try (RawClient client = new RawClient(port)) {
            try {
                sent = send(client, stage);
                client.socket().shutdownOutput();
                client.drain();
            } catch (EOFException | SocketException closed) {
                // It may hang up on us at any time.
                return Math.max(1, sent);
            }
        }
        return sent;
    }

    private int send(RawClient client, Stage stage) throws IOException {
        return switch (stage) {
            case INSTEAD_OF_LOGIN -> {
                client.receive();
                client.send(1, noise(200));
                yield 1;
            }
            case IN_LOGIN -> {
                client.receive();
                client.send(1, mutated(RawClient.response(RawClient.CAPABILITIES, "root")));
                yield 1;
            }
            case INSTEAD_OF_TLS -> {
                client.receive();
                byte[] request = Arrays.copyOf(RawClient.response(RawClient.CAPABILITIES | SSL_FLAG, ""), 32);
                client.send(1, request);
                client.sendRaw(noise(300));
                yield 1;
            }
            case INSTEAD_OF_PASSWORD -> {
                client.receive();
                client.send(1, RawClient.response(RawClient.CAPABILITIES, "nobody"));
                client.send(3, noise(60));
                yield 1;
            }
            case AS_COMMANDS -> burst(client.logIn(), HostileClientsTest.seeds().toArray(byte[][]::new));
            case ON_PREPARED_STATEMENTS -> {
                client.logIn().command(0x16, "SELECT ?, ? FROM d.t");
                yield burst(client, PREPARED);
            }
            case IN_FRAMES -> {
                client.logIn();
                byte[] head = noise(8);
                client.sendRaw(head.length < 4 ? new byte[] {9, 0, 0, 0, 3} : head);
                yield 1;
            }
        };
    }

    /** Correct commands on the statement of id 1, which has two parameters: execute twice, long value, fetch, reset. */
    private static final byte[][] PREPARED = {
        {0x17, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 0, (byte) 0xfd, 0, 7, 0, 0, 0, 2, 'a', 'b'},
        {0x17, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 12, 0, 246 - 256, 0, 4, (byte) 0xea, 7, 11, 21, 3, '1', '.', '5'},
        {0x18, 1, 0, 0, 0, 1, 0, 'x', 'y'},
        {0x1c, 1, 0, 0, 0, 2, 0, 0, 0},
        {0x1a, 1, 0, 0, 0},
    };

    private int burst(RawClient client, byte[][] seeds) throws IOException {
        int sent = 0;
        while (sent < PER_CONNECTION) {
            byte[] command = mutated(seeds[random.nextInt(seeds.length)]);
            boolean kills = command[0] == 0x0c;
            client.send(0, kills ? new byte[] {0x0e} : command);
            sent++;
        }
        return sent;
    }

    /** One byte at least. */
    private byte[] noise(int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Cut, lengthened or with some bytes changed. */
    private byte[] mutated(byte[] correct) {
        if (random.nextInt(6) == 0) {
            return noise(100);
        }
        byte[] bytes = Arrays.copyOf(correct, 1 + random.nextInt(correct.length + 3));
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
