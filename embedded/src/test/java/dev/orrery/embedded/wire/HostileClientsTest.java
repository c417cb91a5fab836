// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import static dev.orrery.embedded.wire.ScriptedSession.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that break the protocol, or never read: the server lives and others do not notice. */
@Timeout(120)
final class HostileClientsTest {
    private TestServer server = new TestServer();

    HostileClientsTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(WireSettings settings) throws IOException {
        server.close();
        server = new TestServer(settings);
    }

    @Test
    void a_malformed_packet_ends_its_connection_with_an_error_and_no_other() throws Exception {
        try (Connection other = server.jdbc("");
                RawClient client = server.raw().logIn()) {
            client.send(0, new byte[] {0x17, 1});
            assertThat(RawClient.text(client.receive())).contains("#HY000Malformed communication packet");
            assertThat(client.ended()).isTrue();
            assertThat(other.isValid(5)).isTrue();
        }
    }

    @Test
    void a_packet_out_of_order_ends_the_connection() throws IOException {
        try (RawClient client = server.raw().logIn()) {
            client.send(5, new byte[] {0x0e});
            assertThat(RawClient.text(client.receive())).contains("#08S01Got packets out of order");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void a_packet_over_the_limit_ends_the_connection() throws IOException {
        restart(WireSettings.DEFAULT.withLimits(10, 1000));
        try (RawClient client = server.raw().logIn()) {
            client.sendRaw(new byte[] {(byte) 0xe9, 0x03, 0, 0});
            assertThat(RawClient.text(client.receive()))
                    .contains("#08S01Got a packet bigger than 'max_allowed_packet'");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void an_unknown_command_is_refused_and_the_connection_goes_on() throws IOException {
        try (RawClient client = server.raw().logIn()) {
            client.command(0x55, "");
            assertThat(RawClient.text(client.receive())).contains("#08S01Unknown command");
            client.command(0x0e, "");
            assertThat(client.receive()[0]).isZero();
        }
    }

    @Test
    void one_connection_more_than_the_limit_is_told_so() throws Exception {
        restart(WireSettings.DEFAULT.withLimits(2, 1 << 20));
        try (RawClient first = server.raw().logIn();
                RawClient second = server.raw().logIn()) {
            assertThatThrownBy(() -> server.jdbc(""))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Too many");
            first.command(1, "");
            assertThat(first.ended()).isTrue();
            second.command(0x0e, "");
            assertThat(second.receive()[0]).isZero();
        }
        TestServer.await("both are gone", () -> server.connections.list().isEmpty());
        server.jdbc("").close();
    }

    @Test
    void a_client_that_does_not_log_in_or_is_idle_for_too_long_is_closed() throws Exception {
        Duration brief = Duration.ofMillis(200);
        restart(WireSettings.DEFAULT.withTimes(brief, brief, Duration.ofMinutes(1)));
        try (RawClient silent = server.raw();
                RawClient idle = server.raw().logIn()) {
            silent.receive();
            assertThat(silent.ended()).isTrue();
            assertThat(idle.ended()).isTrue();
        }
    }

    @Test
    void a_client_that_never_reads_is_closed_and_others_do_not_wait() throws Exception {
        restart(WireSettings.DEFAULT.withTimes(
                Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(1500)));
        String wide = "x".repeat(10_000);
        Iterable<@Nullable String[]> endless = () -> IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new @Nullable String[] {wide})
                .iterator();
        server.script.answer("SELECT endless", List.of(text("a")), endless);
        try (RawClient deaf = server.raw().logIn();
                Connection other = server.jdbc("")) {
            deaf.command(3, "SELECT endless");
            assertThat(other.isValid(5)).isTrue();
            TestServer.await(
                    "the deaf client is closed", () -> server.connections.list().size() == 1);
            assertThat(other.isValid(5)).isTrue();
        }
    }

    /** Random bytes where a login, a command or its arguments should be; only KILL is left out, which would succeed. */
    @Test
    @Tag("slow")
    void ten_thousand_malformed_packets_leave_the_server_alive() throws Exception {
        Random random = new Random(20261121);
        try (Connection other = server.jdbc("")) {
            int sent = 0;
            while (sent < 10_000) {
                try (RawClient client = server.raw()) {
                    sent += attack(client, random);
                }
                if (sent % 1000 < 10) {
                    assertThat(other.isValid(5)).isTrue();
                }
            }
            assertThat(other.isValid(5)).isTrue();
        }
        TestServer.await("all are gone", () -> server.connections.list().isEmpty());
    }

    private static int attack(RawClient client, Random random) throws IOException {
        int sent = 0;
        try {
            if (random.nextInt(4) == 0) {
                client.receive();
                client.send(1, garbage(random, RawClient.response(RawClient.CAPABILITIES, "root")));
                client.receive();
                return 1;
            }
            client.logIn();
            List<byte[]> seeds = seeds();
            while (sent < 10) {
                sent++;
                byte[] command = garbage(random, seeds.get(random.nextInt(seeds.size())));
                if (command.length > 0 && command[0] == 0x0c) {
                    continue;
                }
                client.send(0, command);
                if (answered(command)) {
                    client.receive();
                    // A result may have more packets: a new connection is simpler than to follow it.
                    return sent;
                }
            }
        } catch (EOFException | SocketException | NegativeArraySizeException e) {
            return Math.max(1, sent);
        }
        return sent;
    }

    private static boolean answered(byte[] command) {
        return command.length == 0 || (command[0] != 0x18 && command[0] != 0x19);
    }

    /** Correct commands: a long value, prepare, execute, close, fetch, change of user, field list. */
    static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(new byte[] {0x18, 1, 0, 0, 0, 0, 0, 'a', 'b'});
        seeds.add(new byte[] {0x16, 'S', 'E', 'L', 'E', 'C', 'T', ' ', '?'});
        seeds.add(new byte[] {0x17, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 0, 7, 0, 0, 0});
        seeds.add(new byte[] {0x19, 1, 0, 0, 0});
        seeds.add(new byte[] {0x1c, 1, 0, 0, 0, 10, 0, 0, 0});
        seeds.add(new byte[] {0x11, 'r', 'o', 'o', 't', 0, 0, 0, 33, 0, 'm', 0});
        seeds.add(new byte[] {0x04, 't', 0, '%'});
        return seeds;
    }

    private static byte[] garbage(Random random, byte[] correct) {
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        byte[] bytes = java.util.Arrays.copyOf(correct, 1 + random.nextInt(correct.length + 3));
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
