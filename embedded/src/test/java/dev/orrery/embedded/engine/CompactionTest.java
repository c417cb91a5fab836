// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    private static final long MEGABYTE = 1L << 20;

    private static Connection connect(EmbeddedStarRocks server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + server.mysqlPort() + "/?sslMode=DISABLED", "root", "");
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return found;
    }

    private static List<String> facts(Statement statement) throws SQLException {
        List<String> facts = new ArrayList<>();
        facts.addAll(rows(statement, "SHOW CREATE TABLE d.kept"));
        facts.addAll(rows(statement, "SHOW CREATE VIEW d.v"));
        facts.addAll(rows(statement, "SELECT id, doc FROM d.kept ORDER BY id"));
        facts.addAll(rows(statement, "SELECT doc, n FROM d.mv ORDER BY doc"));
        facts.addAll(rows(statement, "SELECT id, doc FROM d.v ORDER BY id"));
        return facts;
    }

    @Test
    void a_file_that_is_mostly_free_is_rewritten_at_the_end_and_keeps_everything(@TempDir Path data) throws Exception {
        Path file = data.resolve("orrery.duckdb");
        List<String> before;
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(data));
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE d");
            statement.execute("CREATE TABLE d.kept (id BIGINT AUTO_INCREMENT, doc JSON) PRIMARY KEY (id)");
            statement.execute("INSERT INTO d.kept (doc) VALUES (parse_json('{\"a\": 1}')), (NULL)");
            statement.execute("CREATE VIEW d.v AS SELECT id, doc FROM d.kept");
            statement.execute("CREATE MATERIALIZED VIEW d.mv REFRESH DEFERRED MANUAL AS SELECT CAST(doc AS VARCHAR) AS"
                    + " doc, count(*) AS n FROM d.kept GROUP BY CAST(doc AS VARCHAR)");
            statement.execute("REFRESH MATERIALIZED VIEW d.mv WITH SYNC MODE");
            statement.execute("CREATE TABLE d.gone (id BIGINT, words VARCHAR(100))");
            statement.execute("INSERT INTO d.gone SELECT generate_series, concat(md5(generate_series),"
                    + " md5(generate_series + 1)) FROM TABLE(generate_series(1, 600000))");
            statement.execute("DROP TABLE d.gone FORCE");
            before = facts(statement);
        }
        assertThat(Files.size(file)).isLessThan(8 * MEGABYTE);
        assertThat(files(data)).noneMatch(name -> name.contains(".compact"));
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(data));
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            assertThat(facts(statement)).isEqualTo(before);
            statement.execute("INSERT INTO d.kept (doc) VALUES (NULL)");
            assertThat(rows(statement, "SELECT count(*), count(DISTINCT id) FROM d.kept"))
                    .containsExactly("3 3");
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
