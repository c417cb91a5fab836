// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads into the engine's own tables. */
class EngineTablesTest {
    private static final String[] JSON = {"format", "json", "strip_outer_array", "true"};

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private Engine engine;
    private LoadServer server;

    @BeforeEach
    void start() throws Exception {
        open();
        engine.definitions().createDatabase("ods");
        create("account", """
                CREATE TABLE account (id BIGINT NOT NULL, doc JSON, balance DECIMAL(16, 2) DEFAULT "0",
                  city VARCHAR(20) AS get_json_string(doc, '$.city'), changed DATETIME) PRIMARY KEY (id)""");
        create("event", "CREATE TABLE event (id BIGINT, kind VARCHAR(8)) DUPLICATE KEY (id)");
    }

    private void open() {
        engine = Engine.open(Optional.of(directory.resolve("data")), clock);
        server = LoadServer.start(
                new EngineTables(engine),
                (user, password, table) -> true,
                LoadOptions.local(directory.resolve("data").resolve("load"), clock));
    }

    private void create(String table, String sql) throws Exception {
        CreateTable statement = (CreateTable) SqlParser.parseStatement(sql);
        engine.definitions().createTable(new ModelName("ods", table), statement);
    }

    @AfterEach
    void stop() {
        server.close();
        engine.close();
    }

    private List<String> rows(String table) throws Exception {
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CAST(t AS VARCHAR) FROM "
                        + engine.table(new ModelName("ods", table))
                                .orElseThrow()
                                .physicalName()
                        + " t ORDER BY ALL")) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                result.add(rows.getString(1));
            }
            return result;
        }
    }

    @Test
    void generated_columns_are_computed_and_rows_deleted_by_op() throws Exception {
        LoadClient client = new LoadClient(server);
        JsonNode first = client.streamLoad(
                "ods.account",
                "[{\"id\":1,\"doc\":{\"city\":\"Bern\"},\"balance\":1E-7,\"changed\":\"2026-01-02T03:04\"},{\"id\":2}]",
                JSON);
        assertThat(first.get("Message").asText()).isEqualTo("OK");
        assertThat(rows("account")).hasSize(2).first().asString().contains("Bern", "0.00", "2026-01-02 03:04:00");

        client.streamLoad("ods.account", "[{\"id\":2,\"__op\":1}]", JSON);
        assertThat(rows("account")).hasSize(1);
    }

    @Test
    void defaults_partial_updates_and_conditions_are_the_engines() throws Exception {
        LoadClient client = new LoadClient(server);
        client.streamLoad("ods.account", "1\n", "columns", "id");
        assertThat(rows("account")).first().asString().contains("0.00");

        JsonNode partial =
                client.streamLoad("ods.account", "1\t9\n", "columns", "id, balance", "partial_update", "true");
        assertThat(partial.get("Message").asText()).isEqualTo("OK");
        JsonNode older =
                client.streamLoad("ods.account", "1\t8\n", "columns", "id, balance", "merge_condition", "balance");
        assertThat(older.get("Message").asText()).isEqualTo("OK");
        assertThat(rows("account")).first().asString().contains("9.00");
    }

    @Test
    void a_load_into_some_partitions_takes_no_rows_of_others() throws Exception {
        create(
                "day",
                "CREATE TABLE day (id INT, k INT) DUPLICATE KEY (id) PARTITION BY RANGE (k)"
                        + " (PARTITION p1 VALUES LESS THAN ('10'), PARTITION p2 VALUES LESS THAN ('20'))");
        LoadClient client = new LoadClient(server.frontEndPort());
        String[] p1 = {"column_separator", ",", "partitions", "p1"};
        assertThat(client.streamLoad("ods.day", "1,5\n", p1).get("Status").asText())
                .isEqualTo("Success");
        assertThat(client.streamLoad("ods.day", "2,15\n", p1).get("Message").asText())
                .contains("out of partition ranges");
        assertThat(client.streamLoad("ods.day", "3,5\n", "column_separator", ",", "partitions", "nope")
                        .get("Message")
                        .asText())
                .contains("Unknown partition 'nope'");
    }

    @Test
    void rows_without_a_unique_key_are_appended() throws Exception {
        LoadClient client = new LoadClient(server);
        client.streamLoad("ods.event", "1\ta\n1\ta\n");
        client.streamLoad("ods.event", "[{\"id\":1,\"kind\":\"a\"}]", JSON);
        assertThat(rows("event")).hasSize(3);
    }

    @Test
    void columns_are_computed_and_rows_chosen_by_starrocks_expressions() throws Exception {
        LoadClient client = new LoadClient(server);
        create("calc", """
                CREATE TABLE calc (id BIGINT NOT NULL, name VARCHAR(20), day DATE, users BITMAP) PRIMARY KEY (id)""");
        JsonNode answer = client.streamLoad(
                "ods.calc",
                "1,a,20260102,7\n2,b,20260103,8\n3,c,20260104,9\nx,d,20260104,9\n",
                "column_separator",
                ",",
                "columns",
                "n, word, d, u, id = n * 10, name = concat(upper(word), '!'), day = str_to_date(d, '%Y%m%d'),"
                        + " users = to_bitmap(u)",
                "where",
                "word <> 'b' and day >= '2026-01-01'",
                "max_filter_ratio",
                "0.5");
        assertThat(answer.get("Message").asText()).isEqualTo("OK");
        assertThat(answer.get("NumberUnselectedRows").asLong()).isEqualTo(1);
        assertThat(answer.get("NumberFilteredRows").asLong()).isEqualTo(1);
        assertThat(answer.get("NumberLoadedRows").asLong()).isEqualTo(2);
        assertThat(rows("calc")).hasSize(2).first().asString().contains("10", "A!", "2026-01-02", "[7]");
        JsonNode refused = client.streamLoad("ods.calc", "1\n", "columns", "n, id = nope(n)");
        assertThat(refused.get("Status").asText()).isEqualTo("Fail");
        assertThat(refused.get("Message").asText()).contains("nope");
    }

    @Test
    void rows_are_found_by_json_root_and_fields_by_jsonpaths() throws Exception {
        LoadClient client = new LoadClient(server);
        String body = "{\"data\":{\"rows\":[{\"k\":{\"id\":1},\"v\":[\"x\",\"y\"]},{\"k\":{\"id\":2}}]}}";
        JsonNode answer = client.streamLoad(
                "ods.event",
                body,
                "format",
                "json",
                "json_root",
                "$.data.rows",
                "strip_outer_array",
                "true",
                "jsonpaths",
                "[\"$.k.id\", \"$.v[1]\"]",
                "columns",
                "id, kind");
        assertThat(answer.get("Message").asText()).isEqualTo("OK");
        assertThat(rows("event")).hasSize(2).first().asString().contains("1", "y");
        JsonNode wrong =
                client.streamLoad("ods.event", body, "format", "json", "jsonpaths", "[\"$.k[\"]", "columns", "id");
        assertThat(wrong.get("Message").asText()).startsWith("Invalid json path");
    }

    @Test
    void arrays_maps_structs_and_bytes_are_loaded_as_text_and_json() throws Exception {
        LoadClient client = new LoadClient(server);
        create("nested", """
                CREATE TABLE nested (id INT, tags ARRAY<INT>, facts STRUCT<a INT, b STRING>, counts MAP<STRING, INT>,
                  raw VARBINARY, wide DECIMAL(50, 2)) DUPLICATE KEY (id)""");
        JsonNode csv = client.streamLoad(
                "ods.nested", "1;[1,null,3];{\"a\":1,\"b\":\"x\"};{\"k\":2};bytes;123.456\n", "column_separator", ";");
        assertThat(csv.get("Message").asText()).isEqualTo("OK");
        JsonNode json = client.streamLoad(
                "ods.nested", "[{\"id\":2,\"tags\":[4],\"facts\":{\"a\":5,\"b\":null},\"wide\":7}]", JSON);
        assertThat(json.get("Message").asText()).isEqualTo("OK");
        assertThat(rows("nested"))
                .hasSize(2)
                .anySatisfy(row ->
                        assertThat(row).contains("[1, NULL, 3]", "'b': x", "'key': k, 'value': 2", "bytes", "12346"))
                .anySatisfy(row -> assertThat(row).contains("[4]", "'a': 5", "700"));
    }

    @Test
    void a_prepared_transaction_is_committed_after_a_restart() throws Exception {
        LoadClient before = new LoadClient(server);
        before.transaction("begin", "a", "ods.account", "");
        before.transaction("load", "a", "ods.account", "[{\"id\":1}]", JSON);
        before.transaction("prepare", "a", "ods.account", "");
        stop();
        open();

        LoadClient after = new LoadClient(server);
        assertThat(after.state("ods", "a")).isEqualTo("PREPARED");
        assertThat(after.transaction("commit", "a", "ods.account", "")
                        .get("Status")
                        .asText())
                .isEqualTo("OK");
        assertThat(rows("account")).hasSize(1);
    }
}
