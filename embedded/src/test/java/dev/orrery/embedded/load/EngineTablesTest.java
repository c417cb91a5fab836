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
    void rows_without_a_unique_key_are_appended() throws Exception {
        LoadClient client = new LoadClient(server);
        client.streamLoad("ods.event", "1\ta\n1\ta\n");
        client.streamLoad("ods.event", "[{\"id\":1,\"kind\":\"a\"}]", JSON);
        assertThat(rows("event")).hasSize(3);
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
