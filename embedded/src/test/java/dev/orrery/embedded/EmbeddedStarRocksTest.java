// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.EmbeddedStarRocks.Options;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStarRocksTest {
    private static Connection connect(EmbeddedStarRocks server) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + server.mysqlPort() + "/", "root", "");
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void connector_j_creates_writes_and_reads(@TempDir Path data) throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(data))) {
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE ods");
                statement.execute("CREATE TABLE ods.t (id INT, amount DECIMAL(10, 2)) PRIMARY KEY (id)");
                assertThat(statement.executeUpdate("INSERT INTO ods.t VALUES (1, 2.5), (2, 7.25)"))
                        .isEqualTo(2);
                assertThat(one(statement, "SELECT sum(amount) FROM ods.t")).isEqualTo("9.75");
                assertThat(one(statement, "SELECT current_version()")).contains("not a StarRocks cluster");
            }
            assertThat(server.banner()).contains("It is not StarRocks");
        }
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(data));
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            assertThat(one(statement, "SELECT count(*) FROM ods.t")).isEqualTo("2");
        }
    }

    @Test
    void a_busy_port_stops_the_start_and_leaves_nothing_behind(@TempDir Path data) {
        try (EmbeddedStarRocks first = EmbeddedStarRocks.start(Options.inMemory())) {
            Options taken = Options.in(data).withPorts(first.mysqlPort(), 0);
            assertThatThrownBy(() -> EmbeddedStarRocks.start(taken))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("ORR-E002")
                    .hasMessageContaining(Integer.toString(first.mysqlPort()));
        }
        try (EmbeddedStarRocks again = EmbeddedStarRocks.start(Options.in(data))) {
            assertThat(again.mysqlPort()).isPositive();
        }
    }
}
