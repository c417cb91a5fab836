// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.diagnostic.EnvironmentException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The details of HTTP that the connector's client leans on, over raw sockets. */
class HttpTest {
    private static final String AUTHORIZED = "Host: db:1\r\nAuthorization: " + LoadClient.basic("root", "") + "\r\n";

    @TempDir
    private Path directory;

    private StoredTables tables;
    private LoadServer server;

    @BeforeEach
    void start() throws Exception {
        tables = StoredTables.inMemory().with("CREATE TABLE ods.t (id BIGINT NOT NULL, name STRING) PRIMARY KEY (id)");
        server = LoadServer.start(
                tables.target(), (user, password, table) -> true, LoadOptions.local(directory, new TestClock()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        tables.close();
    }

    @Test
    void the_front_end_redirects_to_the_host_that_the_client_knows_and_closes() throws Exception {
        try (RawConnection front = new RawConnection(server.frontEndPort())) {
            front.send("PUT /api/ods/t/_stream_load?x=1 HTTP/1.1\r\n" + AUTHORIZED
                    + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            Reply reply = front.reply();

            assertThat(reply.status()).isEqualTo(307);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.headers())
                    .containsEntry("location", "http://db:" + server.backEndPort() + "/api/ods/t/_stream_load?x=1");
            assertThat(front.ended()).isTrue();
        }
    }

    @Test
    void stream_load_without_expect_is_refused_by_the_front_end() throws Exception {
        try (RawConnection front = new RawConnection(server.frontEndPort())) {
            front.send("PUT /api/ods/t/_stream_load HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: 4\r\n\r\n1\tx\n");
            Reply reply = front.reply();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .isEqualTo("{\"Status\":\"FAILED\",\"Message\":\"class com.starrocks.common.DdlException:"
                            + " There is no 100-continue header\"}");
        }
    }

    @Test
    void the_body_is_asked_for_only_when_the_headers_are_right() throws Exception {
        try (RawConnection back = new RawConnection(server.backEndPort())) {
            back.send("PUT /api/ods/t/_stream_load HTTP/1.1\r\n" + AUTHORIZED
                    + "format: nix\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            Reply reply = back.reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("unknown data format, format=nix");
            assertThat(reply.headers()).containsEntry("connection", "close");
        }
    }

    @Test
    void chunks_and_bodies_that_do_not_wait_are_taken() throws Exception {
        try (RawConnection back = new RawConnection(server.backEndPort())) {
            back.send(
                    "PUT /api/ods/t/_stream_load HTTP/1.1\r\n" + AUTHORIZED
                            + "Transfer-Encoding: chunked\r\n\r\n3\r\n1\ta\r\n3;x=y\r\nb\n2\r\n4\r\n\tcc\n\r\n0\r\nT: z\r\n\r\n");
            assertThat(back.reply().body()).contains("\"NumberLoadedRows\": 2");

            // The connection is kept: a second request on it is answered too.
            back.send("PUT /api/ods/t/_stream_load HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: 4\r\n\r\n3\td\n");
            assertThat(back.reply().body()).contains("\"Status\": \"Success\"");
        }
        assertThat(tables.rows("SELECT * FROM ods.t ORDER BY id")).containsExactly("1|ab", "2|cc", "3|d");
    }

    @Test
    void a_post_without_a_length_has_no_body() throws Exception {
        try (RawConnection back = new RawConnection(server.backEndPort())) {
            back.send("POST /api/transaction/begin HTTP/1.1\r\n" + AUTHORIZED
                    + "label: a\r\ndb: ods\r\ntable: t\r\n\r\n");
            assertThat(back.reply().body()).contains("\"Status\": \"OK\"");
        }
    }

    @Test
    void a_body_that_breaks_off_loads_nothing_and_frees_its_label() throws Exception {
        try (RawConnection back = new RawConnection(server.backEndPort())) {
            back.send("PUT /api/ods/t/_stream_load HTTP/1.1\r\n" + AUTHORIZED
                    + "label: broken\r\nContent-Length: 100\r\n\r\n1\ta\n");
        }
        LoadClient client = new LoadClient(server);
        String state = client.state("ods", "broken");
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!state.equals("ABORTED") && System.nanoTime() < deadline) {
            state = client.state("ods", "broken");
        }
        assertThat(state).isEqualTo("ABORTED");
        assertThat(tables.rows("SELECT * FROM ods.t")).isEmpty();
    }

    @Test
    void connecting_and_going_away_is_nothing() throws Exception {
        for (int knock = 0; knock < 20; knock++) {
            new RawConnection(server.frontEndPort()).close();
        }
        assertThat(new LoadClient(server).state("ods", "x")).isEqualTo("UNKNOWN");
    }

    @Test
    void nonsense_is_a_bad_request() throws Exception {
        try (RawConnection front = new RawConnection(server.frontEndPort())) {
            front.send("SELECT 1\r\n\r\n");
            assertThat(front.reply().status()).isEqualTo(400);
        }
    }

    @Test
    void the_back_end_wants_basic_authorization() throws Exception {
        try (RawConnection back = new RawConnection(server.backEndPort())) {
            back.send("PUT /api/ods/t/_stream_load HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(back.reply().body()).contains("\"Status\": \"Fail\"", "no valid Basic authorization");
        }
    }

    @Test
    void a_taken_port_is_named() {
        LoadOptions options =
                LoadOptions.local(directory.resolve("second"), new TestClock()).withPorts(server.frontEndPort(), 0);
        assertThatThrownBy(() -> LoadServer.start(tables.target(), (user, password, table) -> true, options))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("ORR-E002: port " + server.frontEndPort() + " on 127.0.0.1 is in use");
    }
}
