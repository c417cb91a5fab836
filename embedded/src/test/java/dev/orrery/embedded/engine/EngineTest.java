// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
    private static final ModelName TABLE = new ModelName("ods", "account");

    private static void create(Engine engine, String sql) throws SQLException, ServerError {
        if (engine.catalog().database("ods").isEmpty()) {
            engine.definitions().createDatabase("ods");
        }
        engine.definitions().createTable(TABLE, StatementText.table(sql));
    }

    private static void write(Engine engine, String staged, List<String> columns) throws SQLException, ServerError {
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE staging AS " + staged);
            connection.setAutoCommit(false);
            try (Write write = engine.write(TABLE, connection, "staging", columns)) {
                connection.commit();
                assertThat(write.rows()).isPositive();
            }
        }
    }

    private static List<String> rows(Engine engine) throws SQLException {
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CAST(t AS VARCHAR) FROM "
                        + engine.table(TABLE).orElseThrow().physicalName() + " t ORDER BY ALL")) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                result.add(rows.getString(1));
            }
            return result;
        }
    }

    private static long version(Engine engine) throws SQLException {
        return engine.partitions(engine.table(TABLE).orElseThrow().id()).get(0).version();
    }

    @Test
    void the_last_row_of_a_key_counts_and_the_version_grows() throws Exception {
        try (Engine engine = Engine.open(Optional.empty(), CLOCK)) {
            create(engine, "CREATE TABLE t (id INT, name VARCHAR(20)) PRIMARY KEY (id)");
            assertThat(version(engine)).isEqualTo(1);
            write(engine, "SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (1, 'c')) v(id, name)", List.of("id", "name"));
            assertThat(rows(engine)).containsExactly("{'id': 1, 'name': c}", "{'id': 2, 'name': b}");
            write(
                    engine,
                    "SELECT * FROM (VALUES (1, 'x', 1), (3, 'z', 0)) v(id, name, __op)",
                    List.of("id", "name", "__op"));
            assertThat(rows(engine)).containsExactly("{'id': 2, 'name': b}", "{'id': 3, 'name': z}");
            assertThat(version(engine)).isEqualTo(3);
        }
    }

    @Test
    void generated_columns_defaults_and_numbers_are_filled_in() throws Exception {
        try (Engine engine = Engine.open(Optional.empty(), CLOCK)) {
            create(engine, """
                    CREATE TABLE t (id BIGINT NOT NULL AUTO_INCREMENT, doc JSON, kind VARCHAR(8) DEFAULT "new",
                      city VARCHAR(20) AS get_json_string(doc, '$.address.city')) PRIMARY KEY (id)""");
            write(engine, "SELECT '{\"address\": {\"city\": \"Bern\"}}' AS doc", List.of("doc"));
            assertThat(rows(engine))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("'id': 1")
                    .contains("Bern")
                    .contains("new");
        }
    }

    @Test
    void null_in_a_column_that_must_not_be_null_changes_nothing() throws Exception {
        try (Engine engine = Engine.open(Optional.empty(), CLOCK)) {
            create(engine, "CREATE TABLE t (id INT, name VARCHAR(3) NOT NULL) PRIMARY KEY (id)");
            assertThatThrownBy(() -> write(engine, "SELECT 1 AS id, NULL AS name", List.of("id", "name")))
                    .isInstanceOf(ServerError.class)
                    .hasMessageContaining("NULL value in non-nullable column 'name'");
            assertThatThrownBy(() -> write(engine, "SELECT 1 AS id, 'long' AS name", List.of("id", "name")))
                    .hasMessageContaining("longer than the 3 bytes of column 'name'");
            assertThat(rows(engine)).isEmpty();
            write(engine, "SELECT 1 AS id, 'abc' AS name", List.of("id", "name"));
            assertThat(rows(engine)).hasSize(1);
        }
    }

    @Test
    void an_aggregate_table_merges() throws Exception {
        try (Engine engine = Engine.open(Optional.empty(), CLOCK)) {
            create(engine, """
                    CREATE TABLE t (k INT, s BIGINT SUM, r INT REPLACE, n INT REPLACE_IF_NOT_NULL, m INT MAX)
                    AGGREGATE KEY (k) DISTRIBUTED BY HASH (k)""");
            List<String> columns = List.of("k", "s", "r", "n", "m");
            write(engine, "SELECT * FROM (VALUES (1, 10, 1, 1, 5), (1, 5, NULL, NULL, 3)) v(k, s, r, n, m)", columns);
            write(engine, "SELECT * FROM (VALUES (1, 1, 7, NULL, 9), (2, 2, 2, 2, 2)) v(k, s, r, n, m)", columns);
            assertThat(rows(engine))
                    .containsExactly(
                            "{'k': 1, 's': 16, 'r': 7, 'n': 1, 'm': 9}", "{'k': 2, 's': 2, 'r': 2, 'n': 2, 'm': 2}");
        }
    }

    @Test
    void upserts_and_deletes_agree_with_a_map() throws Exception {
        Random random = new Random(42);
        try (Engine engine = Engine.open(Optional.empty(), CLOCK)) {
            create(engine, "CREATE TABLE t (id INT, v INT) PRIMARY KEY (id)");
            Map<Integer, Integer> model = new HashMap<>();
            for (int round = 0; round < 20; round++) {
                StringBuilder values = new StringBuilder();
                for (int i = 0; i < 30; i++) {
                    int id = random.nextInt(25);
                    int value = random.nextInt(1000);
                    int op = random.nextInt(4) == 0 ? 1 : 0;
                    values.append(i == 0 ? "" : ", ").append("(%d, %d, %d)".formatted(id, value, op));
                    if (op == 1) {
                        model.remove(id);
                    } else {
                        model.put(id, value);
                    }
                }
                write(engine, "SELECT * FROM (VALUES " + values + ") v(id, v, __op)", List.of("id", "v", "__op"));
                assertThat(rows(engine))
                        .containsExactlyInAnyOrderElementsOf(model.entrySet().stream()
                                .map(e -> "{'id': " + e.getKey() + ", 'v': " + e.getValue() + "}")
                                .toList());
            }
        }
    }

    @Test
    void what_was_acknowledged_is_there_after_reopening(@TempDir Path data) throws Exception {
        try (Engine engine = Engine.open(Optional.of(data), CLOCK)) {
            create(
                    engine,
                    "CREATE TABLE t (id INT COMMENT \"key\", v DECIMAL(10, 2)) UNIQUE KEY (id)"
                            + " DISTRIBUTED BY HASH (id) BUCKETS 2");
            write(engine, "SELECT 1 AS id, 1.5 AS v", List.of("id", "v"));
        }
        try (Engine engine = Engine.open(Optional.of(data), CLOCK)) {
            assertThat(rows(engine)).containsExactly("{'id': 1, 'v': 1.50}");
            assertThat(version(engine)).isEqualTo(2);
            StoredTable table = engine.table(TABLE).orElseThrow();
            assertThat(table.columns().get(0).comment()).contains("key");
            assertThat(table.created()).isEqualTo("2026-03-04T05:06:07");
        }
    }

    @Test
    void a_data_directory_has_one_owner(@TempDir Path data) {
        try (Engine engine = Engine.open(Optional.of(data), CLOCK)) {
            assertThat(engine.catalog().databases()).isEmpty();
            assertThatThrownBy(() -> Engine.open(Optional.of(data), CLOCK))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("ORR-E001")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_transaction_older_than_another_load_is_refused() throws Exception {
        try (Engine engine = Engine.open(Optional.empty(), CLOCK)) {
            create(engine, "CREATE TABLE t (id INT, v INT) PRIMARY KEY (id)");
            try (Connection old = engine.connect();
                    Statement statement = old.createStatement()) {
                statement.execute("CREATE TEMP TABLE staging AS SELECT 1 AS id, 1 AS v");
                old.setAutoCommit(false);
                statement.execute("SELECT count(*) FROM "
                        + engine.table(TABLE).orElseThrow().physicalName());
                write(engine, "SELECT 1 AS id, 2 AS v", List.of("id", "v"));
                assertThatThrownBy(() -> engine.write(TABLE, old, "staging", List.of("id", "v")))
                        .hasMessageContaining("before another load");
                old.rollback();
            }
            assertThat(rows(engine)).containsExactly("{'id': 1, 'v': 2}");
        }
    }
}
