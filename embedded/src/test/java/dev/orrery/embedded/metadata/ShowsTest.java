// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.SessionStatement.Describe;
import dev.orrery.models.sql.tree.SessionStatement.Show;
import dev.orrery.models.sql.tree.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShowsTest {
    private final Shows shows = new Shows(new ShopState());
    private final Viewer viewer = new Viewer("root", Optional.of("shop"), Map.of("query_timeout", "10"));

    private Relation run(String sql) throws ServerError {
        Statement statement = SqlParser.parseStatement(sql);
        return statement instanceof Describe describe
                ? shows.describe(describe, viewer)
                : shows.show((Show) statement, viewer);
    }

    private List<List<@Nullable String>> rows(String sql) throws ServerError {
        return run(sql).rows().stream().map(row -> Arrays.asList(row)).toList();
    }

    private List<String> header(String sql) throws ServerError {
        return run(sql).columns().stream().map(Column::name).toList();
    }

    @Test
    void databases_and_tables_are_listed() throws ServerError {
        assertThat(rows("SHOW DATABASES"))
                .containsExactly(List.of("information_schema"), List.of("shop"), List.of("sys"));
        assertThat(header("SHOW TABLES")).containsExactly("Tables_in_shop");
        assertThat(rows("SHOW TABLES")).containsExactly(List.of("mv"), List.of("orders"), List.of("v"));
        assertThat(rows("SHOW FULL TABLES FROM shop LIKE 'o%'")).containsExactly(List.of("orders", "BASE TABLE"));
        assertThat(rows("SHOW TABLES FROM information_schema LIKE 'task%'"))
                .containsExactly(List.of("task_runs"), List.of("tasks"));
    }

    @Test
    void a_table_is_described() throws ServerError {
        assertThat(rows("DESC orders"))
                .containsExactly(
                        Arrays.asList("id", "bigint", "NO", "true", null, ""),
                        Arrays.asList("cust", "int", "YES", "false", null, ""),
                        Arrays.asList("amount", "decimal(18,2)", "YES", "false", "0", ""),
                        Arrays.asList("note", "varchar(60)", "YES", "false", null, ""),
                        Arrays.asList("at", "datetime", "YES", "false", "CURRENT_TIMESTAMP", "DEFAULT_GENERATED"),
                        Arrays.asList("yr", "smallint", "YES", "false", null, ""));
        assertThat(rows("DESC shop.mv").get(1))
                .isEqualTo(Arrays.asList("total", "double", "YES", "false", null, "NONE"));
        assertThat(rows("DESC information_schema.engines").get(0))
                .isEqualTo(Arrays.asList("ENGINE", "varchar(64)", "YES", "false", null, ""));
        assertThat(rows("SHOW FULL COLUMNS FROM orders LIKE 'id'"))
                .containsExactly(Arrays.asList("id", "bigint", "", "NO", "YES", null, "", "", "the 'id'"));
        assertThat(rows("SHOW INDEX FROM orders").get(0)).contains("shop.orders", "bi", "note", "BITMAP", "bm");
    }

    /** What the loader's catalog polls after an ALTER. */
    @Test
    void a_finished_alter_is_shown_filtered_ordered_and_limited() throws ServerError {
        String sql = "SHOW ALTER TABLE COLUMN FROM `shop` WHERE TableName = 'orders' ORDER BY JobId DESC LIMIT 1";
        assertThat(header(sql))
                .contains("JobId", "TableName", "CreateTime", "FinishTime", "TransactionId", "State", "Msg");
        assertThat(rows(sql)).hasSize(1);
        assertThat(rows(sql).get(0)).contains("502", "orders", "FINISHED");
        assertThat(rows("SHOW ALTER TABLE COLUMN WHERE TableName = 'other'")).isEmpty();
        assertThat(rows("SHOW ALTER TABLE COLUMN ORDER BY JobId LIMIT 1").get(0))
                .contains("501");
    }

    @Test
    void a_refresher_sees_materialized_views() throws ServerError {
        assertThat(header("SHOW MATERIALIZED VIEWS").subList(0, 5))
                .containsExactly("id", "database_name", "name", "refresh_type", "is_active");
        assertThat(rows("SHOW MATERIALIZED VIEWS FROM shop WHERE NAME = 'mv'")).hasSize(1);
        assertThat(rows("SHOW MATERIALIZED VIEWS LIKE 'x%'")).isEmpty();
        assertThat(rows("SHOW PARTITIONS FROM orders").get(0)).contains("110", "orders", "3", "7");
    }

    @Test
    void variables_are_those_of_the_session() throws ServerError {
        assertThat(rows("SHOW VARIABLES LIKE 'query_timeout'")).containsExactly(List.of("query_timeout", "10"));
        assertThat(rows("SHOW GLOBAL VARIABLES WHERE Variable_name = 'query_timeout'"))
                .containsExactly(List.of("query_timeout", "300"));
        assertThat(rows("SHOW VARIABLES WHERE Variable_name IN ('version', 'autocommit') AND NOT Value LIKE 'x%'"))
                .containsExactly(List.of("autocommit", "true"), List.of("version", "8.0.33"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOW ENGINES",
                "SHOW CHARSET",
                "SHOW COLLATION",
                "SHOW CATALOGS",
                "SHOW GRANTS",
                "SHOW USERS",
                "SHOW ROLES",
                "SHOW FRONTENDS",
                "SHOW BACKENDS",
                "SHOW TABLE STATUS",
                "SHOW DATA",
                "SHOW CREATE DATABASE shop",
                "SHOW CREATE TABLE orders",
                "SHOW CREATE VIEW v",
                "SHOW CREATE MATERIALIZED VIEW mv",
                "SHOW CREATE TABLE mv"
            })
    void what_clients_ask_has_an_answer(String sql) throws ServerError {
        assertThat(rows(sql)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SHOW WARNINGS", "SHOW STATUS", "SHOW PLUGINS", "SHOW TRIGGERS", "SHOW FUNCTIONS FROM shop"})
    void what_the_embedded_server_never_has_is_empty(String sql) throws ServerError {
        assertThat(rows(sql)).isEmpty();
    }

    @Test
    void what_does_not_exist_is_told_as_starrocks_tells_it() {
        assertThatThrownBy(() -> run("DESC nope"))
                .hasMessage("Getting analyzing error. Detail message: Unknown table 'nope'.")
                .extracting(error -> ((ServerError) error).code())
                .isEqualTo(5502);
        assertThatThrownBy(() -> run("SHOW TABLES FROM nodb"))
                .hasMessage("Getting analyzing error. Detail message: Unknown database 'nodb'.");
        Viewer nowhere = new Viewer("root", Optional.empty(), Map.of());
        assertThatThrownBy(() -> shows.show((Show) SqlParser.parseStatement("SHOW TABLES"), nowhere))
                .hasMessageContaining("No database selected");
        assertThatThrownBy(() -> run("SHOW VARIABLES WHERE nope = 1"))
                .hasMessageContaining("'nope' cannot be resolved");
        assertThatThrownBy(() -> run("SHOW VARIABLES WHERE upper(Value) = 1"))
                .hasMessageContaining("condition of SHOW");
    }
}
