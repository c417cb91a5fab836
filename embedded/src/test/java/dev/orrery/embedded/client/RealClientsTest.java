// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people use StarRocks with, on a server of its own each. */
@Tag("slow")
class RealClientsTest {
    private final EmbeddedStarRocks server = EmbeddedStarRocks.start(EmbeddedStarRocks.Options.inMemory());

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> environment() {
        return Map.of("STARROCKS_PORT", String.valueOf(server.mysqlPort()), "DBT_SEND_ANONYMOUS_USAGE_STATS", "false");
    }

    @Test
    void sqlalchemy_reflects_and_pandas_writes_and_reads() throws IOException, InterruptedException {
        String script = ClientTools.SCRIPTS.resolve("sqlalchemy_pandas.py").toString();
        String printed = ClientTools.run(folder, environment(), List.of(ClientTools.python(), script));
        // Nothing before it: the dialect warns of what a server refuses, and goes on.
        assertThat(printed).isEqualTo("sqlalchemy and pandas are content\n");
    }

    @Test
    void dbt_runs_a_project_today_tomorrow_and_in_full() throws IOException, InterruptedException {
        copy(ClientTools.SCRIPTS.resolve("dbt"), folder);
        String script = ClientTools.SCRIPTS.resolve("run_dbt.py").toString();
        String printed =
                ClientTools.run(folder, environment(), List.of(ClientTools.python(), script, folder.toString()));
        assertThat(printed).endsWith("dbt is content\n");
    }

    @Test
    void node_queries_prepares_pools_and_streams() throws IOException, InterruptedException {
        Path modules = ClientTools.node();
        Files.writeString(
                modules.resolve("mysql2.js"), Files.readString(ClientTools.SCRIPTS.resolve("mysql2.js"), UTF_8));
        assertThat(ClientTools.run(modules, environment(), List.of("node", "mysql2.js")))
                .isEqualTo("mysql2 is content\n");
    }

    @Test
    void mariadb_runs_a_script_and_prints_its_rows() throws IOException, InterruptedException {
        Path script = folder.resolve("script.sql");
        Files.writeString(script, """
                CREATE DATABASE shop;
                USE shop;
                -- a comment; with a semicolon
                CREATE TABLE t (id INT, name VARCHAR(20)) PRIMARY KEY (id);
                INSERT INTO t VALUES (1, 'größer'), (2, NULL);
                SELECT * FROM t ORDER BY id;
                """);
        String port = "--port=" + server.mysqlPort();
        String printed = ClientTools.run(
                folder,
                Map.of(),
                List.of(
                        "mariadb",
                        "--no-defaults",
                        "--protocol=tcp",
                        "--host=127.0.0.1",
                        port,
                        "--user=root",
                        "--default-character-set=utf8mb4",
                        "--execute=source " + script));
        assertThat(printed).isEqualTo("id\tname\n1\tgrößer\n2\tNULL\n");
    }

    @Test
    void jdbc_reads_by_text_by_server_side_statements_by_cursor_and_by_tls_and_asks_for_metadata() throws SQLException {
        List<String> ways = List.of(
                "",
                "?useServerPrepStmts=true",
                "?useServerPrepStmts=true&useCursorFetch=true",
                "?sslMode=REQUIRED&rewriteBatchedStatements=true");
        for (String way : ways) {
            String url = "jdbc:mysql://127.0.0.1:" + server.mysqlPort() + "/" + way;
            try (Connection connection = DriverManager.getConnection(url, "root", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE IF NOT EXISTS shop");
                statement.execute("DROP TABLE IF EXISTS shop.t");
                statement.execute(
                        "CREATE TABLE shop.t (id BIGINT, amount DECIMAL(10, 2), at DATETIME) PRIMARY KEY (id)");
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO shop.t VALUES (?, ?, ?)")) {
                    for (int i = 0; i < 250; i++) {
                        insert.setLong(1, i);
                        insert.setBigDecimal(2, new java.math.BigDecimal("1.50"));
                        insert.setString(3, "2026-10-01 08:00:00");
                        insert.addBatch();
                    }
                    insert.executeBatch();
                }
                assertThat(read(connection)).as(way).hasSize(240).first().isEqualTo("10 1.50 2026-10-01T08:00");
                try (ResultSet columns = connection.getMetaData().getColumns("shop", null, "t", "%")) {
                    List<String> names = new ArrayList<>();
                    while (columns.next()) {
                        names.add(columns.getString("COLUMN_NAME") + " " + columns.getString("TYPE_NAME"));
                    }
                    assertThat(names).as(way).containsExactly("id BIGINT", "amount DECIMAL", "at DATETIME");
                }
            }
        }
    }

    private static List<String> read(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, amount, at FROM shop.t WHERE id >= ? ORDER BY id")) {
            select.setFetchSize(100);
            select.setLong(1, 10);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getLong(1) + " " + found.getBigDecimal(2) + " "
                            + found.getObject(3, java.time.LocalDateTime.class));
                }
            }
        }
        return rows;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
