// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Tag;
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

    private static Connection connect(EmbeddedStarRocks server, String user, String password, String mode)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + server.mysqlPort() + "/?sslMode=" + mode, user, password);
    }

    @Test
    void a_client_may_ask_for_tls() throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory());
                Connection connection = connect(server, "root", "", "REQUIRED");
                Statement statement = connection.createStatement()) {
            assertThat(connection.unwrap(JdbcConnection.class).getSession().isSSLEstablished())
                    .isTrue();
            assertThat(one(statement, "SELECT 40 + 2")).isEqualTo("42");
            assertThat(one(statement, "SELECT repeat('x', 100000)")).hasSize(100_000);
        }
    }

    @Test
    void users_have_passwords_and_grants_which_a_restart_keeps(@TempDir Path data) throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(data));
                Connection root = connect(server);
                Statement statement = root.createStatement()) {
            statement.execute("CREATE DATABASE pdb");
            statement.execute("CREATE TABLE pdb.uk (k1 INT) UNIQUE KEY (k1) DISTRIBUTED BY HASH(k1)");
            statement.execute("CREATE USER 'bob' IDENTIFIED BY 'secret'");
            assertThatThrownBy(() -> statement.execute("CREATE USER 'bob' IDENTIFIED BY 'x'"))
                    .hasMessage("Getting analyzing error. Detail message: user 'bob'@'%' already exists!.");
            statement.execute("CREATE ROLE analyst");
            statement.execute("GRANT SELECT, INSERT ON pdb.uk TO USER 'bob'");
            statement.execute("GRANT SELECT ON ALL TABLES IN DATABASE pdb TO ROLE analyst");
            statement.execute("GRANT analyst TO 'bob'");
            statement.execute("REVOKE INSERT ON TABLE pdb.uk FROM USER bob");
        }
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(data))) {
            for (String mode : List.of("DISABLED", "REQUIRED")) {
                try (Connection bob = connect(server, "bob", "secret", mode);
                        Statement statement = bob.createStatement()) {
                    assertThat(all(statement, "SHOW GRANTS"))
                            .containsExactly(
                                    "'bob'@'%'|null|GRANT 'analyst' TO 'bob'@'%'",
                                    "'bob'@'%'|default_catalog|GRANT SELECT ON TABLE pdb.uk TO USER 'bob'@'%'");
                    assertThat(all(statement, "SHOW GRANTS FOR ROLE analyst"))
                            .containsExactly("analyst|default_catalog|GRANT SELECT ON ALL TABLES IN DATABASE pdb TO"
                                    + " ROLE 'analyst'");
                }
            }
            assertThatThrownBy(() -> connect(server, "bob", "wrong", "DISABLED"))
                    .hasMessageContaining("Access denied for user 'bob' (using password: YES)");
            assertThatThrownBy(() -> connect(server, "nobody", "", "DISABLED")).hasMessageContaining("Access denied");
            try (Connection root = connect(server);
                    Statement statement = root.createStatement()) {
                statement.execute("SET PASSWORD FOR 'bob' = PASSWORD('other')");
                connect(server, "bob", "other", "DISABLED").close();
                statement.execute("DROP USER bob");
            }
            assertThatThrownBy(() -> connect(server, "bob", "other", "DISABLED"))
                    .hasMessageContaining("Access denied");
        }
    }

    private static List<String> all(Statement statement, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringJoiner line = new StringJoiner("|");
                for (int i = 1; i <= columns; i++) {
                    line.add(String.valueOf(rows.getString(i)));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    @Test
    void the_ports_that_are_shown_are_those_that_listen() throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory());
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SHOW FRONTENDS")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt("QueryPort")).isEqualTo(server.mysqlPort());
                assertThat(rows.getInt("HttpPort")).isEqualTo(server.httpPort());
            }
            try (ResultSet rows = statement.executeQuery("SHOW BACKENDS")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt("HttpPort")).isEqualTo(server.backEndPort());
            }
            assertThatThrownBy(() -> statement.execute("KILL 99999999999999999999"))
                    .hasMessageContaining("Unknown thread id");
        }
    }

    @Test
    void a_big_result_is_not_kept_in_memory_before_its_first_row() throws Exception {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory())) {
            Connection connection = connect(server);
            Statement statement = connection.createStatement();
            statement.setFetchSize(Integer.MIN_VALUE);
            // As a whole it would be far more than any machine has.
            ResultSet rows = statement.executeQuery("SELECT a.generate_series, repeat('x', 1000)"
                    + " FROM TABLE(generate_series(1, 1000000)) a, TABLE(generate_series(1, 1000000)) b");
            for (int i = 0; i < 1000; i++) {
                assertThat(rows.next()).isTrue();
            }
            // Closing the result would read it to its end.
            connection.abort(Runnable::run);
        }
    }

    @Test
    @Tag("slow")
    void five_hundred_clients_are_served_at_once() throws Exception {
        List<Connection> connections = new ArrayList<>();
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.inMemory())) {
            for (int i = 0; i < 500; i++) {
                connections.add(connect(server, "root", "", "DISABLED"));
            }
            List<String> answers = connections.parallelStream()
                    .map(EmbeddedStarRocksTest::idOf)
                    .toList();
            assertThat(answers).hasSize(500).doesNotHaveDuplicates();
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static String idOf(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return one(statement, "SELECT connection_id()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
