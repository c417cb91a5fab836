// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.starrocks.ServerAddress.FrontEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    private static final Password PASSWORD = Password.of("hunter2");

    @ParameterizedTest
    @ValueSource(
            strings = {"starrocks://fe1:9031", "mysql://fe1:9031", "jdbc:mysql://fe1:9031/", "fe1:9031", " fe1:9031 "})
    void every_usual_spelling_is_the_same_address(String url) {
        assertThat(ServerAddress.parse(url, "root", PASSWORD).frontEnds()).containsExactly(new FrontEnd("fe1", 9031));
    }

    @Test
    void several_front_ends_are_kept_in_their_order_and_a_missing_port_is_9030() {
        ServerAddress address = ServerAddress.parse("starrocks://fe2,fe1:9131,[::1]:9231", "root", PASSWORD);
        assertThat(address.frontEnds())
                .containsExactly(new FrontEnd("fe2", 9030), new FrontEnd("fe1", 9131), new FrontEnd("[::1]", 9231));
        assertThat(address.hosts()).isEqualTo("fe2:9030,fe1:9131,[::1]:9231");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "starrocks://", "fe1:0", "fe1:99999", "fe1:x", "fe1,,fe2", "http://fe1:8030", "fe1/db"})
    void what_is_no_address_is_refused(String url) {
        assertThatThrownBy(() -> ServerAddress.parse(url, "root", PASSWORD))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-S003");
    }

    @Test
    void a_password_in_an_address_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> ServerAddress.parse("mysql://root:hunter2@fe1:x", "root", PASSWORD))
                .hasMessageContaining("fe1")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void an_address_printed_shows_no_password() {
        assertThat(ServerAddress.of("fe1", 9030, "root", PASSWORD).toString())
                .contains("fe1")
                .doesNotContain("hunter2");
    }

    @Test
    void every_front_end_that_does_not_answer_is_named() throws IOException {
        int nobody = freePort();
        ServerAddress address =
                ServerAddress.parse("127.0.0.1:" + nobody + ",no-such-host.invalid:9030", "root", PASSWORD);
        assertThatThrownBy(() -> JdbcStarRocks.connect(address))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("ORR-S001: cannot connect to StarRocks at '127.0.0.1:" + nobody + "' (")
                .hasMessageContaining("'no-such-host.invalid:9030'")
                .hasMessageNotContaining("hunter2");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
