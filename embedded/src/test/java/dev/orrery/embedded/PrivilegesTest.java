// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user may do and see, by a real driver; errors as recorded. */
class PrivilegesTest {
    private EmbeddedStarRocks server;
    private Connection rootConnection;
    private Statement root;
    private Connection connection;
    private Statement bob;

    @BeforeEach
    void open() throws SQLException {
        server = EmbeddedStarRocks.start();
        rootConnection = DriverManager.getConnection(server.jdbcUrl(), "root", "");
        root = rootConnection.createStatement();
        for (String sql : List.of(
                "CREATE DATABASE pdb",
                "CREATE DATABASE other",
                "USE pdb",
                "CREATE TABLE uk (k1 INT, v1 INT) UNIQUE KEY (k1) DISTRIBUTED BY HASH (k1)",
                "CREATE TABLE pk (id INT, name STRING) PRIMARY KEY (id)",
                "INSERT INTO pk VALUES (1, 'a')",
                "CREATE VIEW v AS SELECT name FROM pk",
                "CREATE MATERIALIZED VIEW mv1 REFRESH MANUAL AS SELECT id FROM pk",
                "CREATE ROLE reader",
                "CREATE USER 'bob' IDENTIFIED BY 'secret'",
                "GRANT SELECT ON pdb.uk TO USER 'bob'")) {
            root.execute(sql);
        }
        login();
    }

    private void login() throws SQLException {
        if (connection != null) {
            connection.close();
        }
        connection = DriverManager.getConnection(server.jdbcUrl() + "pdb", "bob", "secret");
        bob = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        rootConnection.close();
        server.close();
    }

    private List<String> column(Statement who, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = who.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void denied(ThrowingCallable what, String privilege, String on) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(5203);
                    assertThat(e.getSQLState()).isEqualTo("42000");
                })
                .hasMessageContaining("Access denied; you need (at least one of) the " + privilege + " privilege(s) on "
                        + on + " for this operation. Please ask the admin");
    }

    private void denied(String sql, String privilege, String on) {
        denied(() -> bob.execute(sql), privilege, on);
    }

    @Test
    void what_was_not_granted_is_refused_as_recorded() throws SQLException {
        assertThat(column(bob, "SELECT k1 FROM uk")).isEmpty();
        denied("SELECT * FROM pk", "SELECT", "TABLE pk");
        denied("SELECT * FROM uk WHERE k1 IN (SELECT id FROM pk)", "SELECT", "TABLE pk");
        denied("EXPLAIN SELECT * FROM pk", "SELECT", "TABLE pk");
        denied("DESC pk", "ANY", "TABLE pk");
        denied("SHOW CREATE TABLE pk", "ANY", "TABLE pk");
        denied("CREATE TABLE z (a INT) DUPLICATE KEY(a) DISTRIBUTED BY HASH(a)", "CREATE TABLE", "DATABASE pdb");
        denied("CREATE VIEW z AS SELECT k1 FROM uk", "CREATE VIEW", "DATABASE pdb");
        denied(
                "CREATE MATERIALIZED VIEW z REFRESH MANUAL AS SELECT k1 FROM uk",
                "CREATE MATERIALIZED VIEW",
                "DATABASE pdb");
        denied("DROP TABLE uk", "DROP", "TABLE uk");
        denied("INSERT INTO uk VALUES (1, 1)", "INSERT", "TABLE uk");
        denied("UPDATE pk SET name = 'b' WHERE id = 1", "UPDATE", "TABLE pk");
        denied("DELETE FROM pk WHERE id = 1", "DELETE", "TABLE pk");
        denied("ALTER TABLE uk ADD COLUMN x INT", "ALTER", "TABLE uk");
        denied("CANCEL ALTER TABLE COLUMN FROM uk", "ALTER", "TABLE uk");
        denied("CANCEL ALTER TABLE COLUMN FROM pdb.pk (1)", "ALTER", "TABLE pk");
        denied("CANCEL ALTER MATERIALIZED VIEW FROM pk", "ALTER", "TABLE pk");
        denied("CREATE DATABASE q", "CREATE DATABASE", "CATALOG default_catalog");
        denied("REFRESH MATERIALIZED VIEW mv1", "REFRESH", "MATERIALIZED VIEW mv1");
        denied("SHOW FRONTENDS", "OPERATE OR NODE", "SYSTEM");
        denied("SET GLOBAL query_timeout = 10", "OPERATE", "SYSTEM");
        denied("CREATE USER 'z'", "GRANT", "SYSTEM");
        denied("GRANT SELECT ON pdb.pk TO USER 'bob'", "GRANT", "SYSTEM");
        denied("USE other", "ANY", "DATABASE other");
        denied("SELECT name FROM v", "SELECT", "VIEW v");
        assertThatThrownBy(() -> bob.execute("SELECT * FROM pk"))
                .hasMessageEndingWith("Current role(s): NONE. Inactivated role(s): NONE.");
    }

    @Test
    void what_may_not_be_seen_is_not_shown() throws SQLException {
        assertThat(column(bob, "SHOW TABLES")).containsExactly("uk");
        assertThat(column(bob, "SHOW DATABASES")).containsExactly("information_schema", "pdb");
        assertThat(column(bob, "SELECT TABLE_NAME FROM information_schema.tables WHERE TABLE_SCHEMA = 'pdb'"))
                .containsExactly("uk");
        assertThat(column(bob, "SELECT DISTINCT TABLE_NAME FROM information_schema.columns WHERE TABLE_SCHEMA = 'pdb'"))
                .containsExactly("uk");
        assertThat(column(bob, "SELECT TABLE_NAME FROM information_schema.materialized_views"))
                .isEmpty();
        assertThat(column(bob, "SHOW GRANTS")).containsExactly("'bob'@'%'");
        assertThat(column(root, "SHOW TABLES")).contains("mv1", "pk", "uk", "v");
    }

    @Test
    void views_and_mvs_have_grants_of_their_own() throws SQLException {
        root.execute("GRANT SELECT ON VIEW pdb.v TO USER 'bob'");
        assertThat(column(bob, "SELECT name FROM v")).containsExactly("a");
        denied("SELECT * FROM pk", "SELECT", "TABLE pk");
        root.execute("GRANT SELECT ON ALL TABLES IN DATABASE pdb TO USER 'bob'");
        assertThat(column(bob, "SELECT name FROM pk")).containsExactly("a");
        denied("SELECT * FROM mv1", "SELECT", "MATERIALIZED VIEW mv1");
        root.execute("GRANT ALL ON MATERIALIZED VIEW `pdb`.`mv1` TO USER 'bob'");
        bob.execute("REFRESH MATERIALIZED VIEW mv1 WITH SYNC MODE");
        root.execute("REVOKE REFRESH ON MATERIALIZED VIEW pdb.mv1 FROM USER 'bob'");
        denied("REFRESH MATERIALIZED VIEW mv1", "REFRESH", "MATERIALIZED VIEW mv1");
        assertThat(column(bob, "SELECT id FROM mv1")).containsExactly("1");
    }

    @Test
    void a_role_counts_once_it_is_active() throws SQLException {
        root.execute("GRANT INSERT, SELECT ON TABLE pdb.pk, pdb.uk TO ROLE reader");
        root.execute("GRANT reader TO 'bob'");
        assertThatThrownBy(() -> bob.execute("SELECT * FROM pk"))
                .hasMessageEndingWith("Current role(s): NONE. Inactivated role(s): [reader].");
        bob.execute("SET ROLE reader");
        assertThat(column(bob, "SELECT name FROM pk")).containsExactly("a");
        bob.execute("INSERT INTO uk VALUES (1, 2)");
        bob.execute("SET ROLE NONE");
        denied("SELECT * FROM pk", "SELECT", "TABLE pk");
        assertThatThrownBy(() -> bob.execute("SET ROLE db_admin")).hasMessageContaining("db_admin is not granted");
        bob.execute("SET DEFAULT ROLE reader TO 'bob'");
        login();
        assertThat(column(bob, "SELECT name FROM pk")).containsExactly("a");
        root.execute("GRANT db_admin TO ROLE reader");
        bob.execute("CREATE TABLE z (a INT) DUPLICATE KEY (a)");
        root.execute("REVOKE reader FROM 'bob'");
        login();
        denied("SELECT * FROM z", "SELECT", "TABLE z");
    }

    @Test
    void grants_stay_with_what_they_were_made_on() throws SQLException {
        root.execute("ALTER TABLE uk RENAME uk2");
        assertThat(column(bob, "SELECT k1 FROM uk2")).isEmpty();
        root.execute("CREATE TABLE fresh (k1 INT, v1 INT) UNIQUE KEY (k1) DISTRIBUTED BY HASH (k1)");
        root.execute("ALTER TABLE uk2 SWAP WITH fresh");
        denied("SELECT * FROM uk2", "SELECT", "TABLE uk2");
        assertThat(column(bob, "SELECT k1 FROM fresh")).isEmpty();
        root.execute("DROP TABLE fresh");
        root.execute("CREATE TABLE fresh (k1 INT) DUPLICATE KEY (k1)");
        root.execute("GRANT SELECT ON pdb.pk TO USER 'bob'");
        denied("SELECT * FROM fresh", "SELECT", "TABLE fresh");
    }

    @Test
    void a_load_needs_insert() throws Exception {
        assertThat(load()).isEqualTo(401);
        root.execute("GRANT INSERT ON pdb.pk TO USER 'bob'");
        assertThat(load()).isEqualTo(200);
        assertThat(column(root, "SELECT count(*) FROM pk")).containsExactly("2");
    }

    /** The status of a Stream Load of one row, the redirect to the back end followed. */
    private int load() throws IOException {
        String front = put(server.httpPort());
        return front.startsWith("HTTP/1.1 307") ? status(put(server.backEndPort())) : status(front);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ")[1]);
    }

    /** The first line that says something else than to go on. */
    private static String put(int port) throws IOException {
        String login = Base64.getEncoder().encodeToString("bob:secret".getBytes(StandardCharsets.UTF_8));
        String request = "PUT /api/pdb/pk/_stream_load HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic " + login
                + "\r\nExpect: 100-continue\r\ncolumn_separator: ,\r\nContent-Length: 4\r\n\r\n2,b\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = answer.readLine();
            while (line != null && (line.isEmpty() || line.startsWith("HTTP/1.1 100"))) {
                line = answer.readLine();
            }
            return String.valueOf(line);
        }
    }

    @Test
    void a_role_has_the_comment_that_was_last_given_and_says_when_it_is_active() throws SQLException {
        root.execute("CREATE ROLE r1 COMMENT 'first'");
        root.execute("ALTER ROLE r1, reader SET COMMENT = 'second'");
        assertThat(list(root, "SHOW ROLES")).contains("r1|false|second", "reader|false|second");
        assertThatThrownBy(() -> root.execute("ALTER ROLE nobody SET COMMENT = 'x'"))
                .hasMessageContaining("cannot find role nobody");
        assertThatThrownBy(() -> root.execute("ALTER ROLE public SET COMMENT = 'x'"))
                .hasMessageContaining("immutable");
        assertThat(list(root, "SELECT current_role()")).containsExactly("root");
        assertThat(list(bob, "SELECT current_role()")).containsExactly("NONE");
        root.execute("GRANT reader, r1 TO USER 'bob'");
        bob.execute("SET ROLE reader, r1");
        assertThat(list(bob, "SELECT current_role()")).containsExactly("reader, r1");
    }

    private static List<String> list(Statement statement, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(rows.getString(i));
                }
                all.add(String.join("|", values));
            }
        }
        return all;
    }
}
