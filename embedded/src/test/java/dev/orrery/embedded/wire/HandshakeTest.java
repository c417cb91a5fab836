// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HandshakeTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * The greeting that a StarRocks 4.1 front end sent, but for connection id and nonce, and for the status: ours tells that
     * autocommit is on.
     */
    @Test
    void the_greeting_is_that_of_a_starrocks_front_end() throws IOException {
        String recorded =
                "0a382e302e33330001000002715b666751715962000c822102003800150000000000000000000054595e675a74465d"
                        + "66494a49006d7973716c5f6e61746976655f70617373776f726400";
        try (RawClient client = server.raw()) {
            String greeting = HexFormat.of().formatHex(client.receive());
            assertThat(masked(greeting)).isEqualTo(masked(recorded));
        }
    }

    private static String masked(String greeting) {
        return greeting.substring(0, 16) + greeting.substring(40, 78) + greeting.substring(102);
    }

    @Test
    void a_wrong_password_and_an_unknown_user_are_told_the_same() {
        assertThatThrownBy(() -> server.jdbc("bob", "wrong", "")).satisfies(HandshakeTest::denied);
        assertThatThrownBy(() -> server.jdbc("nobody", "wrong", "")).satisfies(HandshakeTest::denied);
        assertThatThrownBy(() -> server.jdbc("root", "wrong", "")).satisfies(HandshakeTest::denied);
    }

    private static void denied(Throwable thrown) {
        SQLException error = (SQLException) thrown;
        assertThat(error.getErrorCode()).isEqualTo(1045);
        assertThat(error.getSQLState()).isEqualTo("28000");
        assertThat(error.getMessage()).contains("Access denied for user '").contains("(using password: YES)");
    }

    @Test
    void the_right_password_opens_a_session_for_that_user() throws SQLException {
        try (Connection connection = server.jdbc("bob", "secret", "")) {
            assertThat(JdbcTest.single(connection, "SELECT user()")).isEqualTo("bob");
        }
    }

    @Test
    void a_client_that_speaks_sha256_first_takes_the_fast_path_or_is_asked_again() throws SQLException {
        String sha256 = "?defaultAuthenticationPlugin=caching_sha2_password";
        for (String user : new String[] {"bob", "old"}) {
            try (Connection connection = server.jdbc(user, "secret", sha256)) {
                assertThat(JdbcTest.single(connection, "SELECT user()")).isEqualTo(user);
            }
            assertThatThrownBy(() -> server.jdbc(user, "wrong", sha256)).satisfies(HandshakeTest::denied);
        }
    }

    @Test
    void an_empty_answer_with_a_password_set_is_asked_again() throws IOException {
        try (RawClient client = server.raw()) {
            client.receive();
            client.send(1, RawClient.response(RawClient.CAPABILITIES, "bob"));
            byte[] asked = client.receive();
            assertThat(asked[0] & 0xff).isEqualTo(0xfe);
            assertThat(RawClient.text(asked)).contains("mysql_native_password");
            client.send(3, new byte[0]);
            assertThat(RawClient.text(client.receive()))
                    .contains("#28000Access denied for user 'bob' (using password: NO)");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void an_unknown_database_ends_the_login() {
        assertThatThrownBy(() -> server.jdbc("nodb")).satisfies(thrown -> {
            SQLException error = (SQLException) thrown;
            assertThat(error.getErrorCode()).isEqualTo(5501);
            assertThat(error.getSQLState()).isEqualTo("3F000");
        });
    }
}
