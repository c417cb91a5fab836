// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InformationSchemaTest {
    private final ServerState state = new ShopState();
    private final Viewer viewer = new Viewer("root", Optional.of("shop"), Map.of());

    /** The values of some columns, a list a row. */
    private List<List<@Nullable String>> read(String table, String... columns) throws ServerError {
        Relation relation = new InformationSchema().read(ModelName.parse(table), state, viewer);
        List<String> names = relation.columns().stream().map(Column::name).toList();
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (@Nullable String[] row : relation.rows()) {
            List<@Nullable String> values = new ArrayList<>();
            for (String column : columns) {
                values.add(row[names.indexOf(column)]);
            }
            rows.add(values);
        }
        return rows;
    }

    @Test
    void the_flink_connector_gets_the_columns_that_it_asks_for() throws ServerError {
        assertThat(read(
                        "information_schema.COLUMNS",
                        "TABLE_NAME",
                        "COLUMN_NAME",
                        "ORDINAL_POSITION",
                        "COLUMN_KEY",
                        "DATA_TYPE",
                        "COLUMN_SIZE",
                        "DECIMAL_DIGITS"))
                .contains(
                        Arrays.asList("orders", "id", "1", "PRI", "bigint", "19", "0"),
                        Arrays.asList("orders", "amount", "3", "", "decimal", "18", "2"),
                        Arrays.asList("orders", "note", "4", "", "varchar", "60", null),
                        Arrays.asList("orders", "at", "5", "", "datetime", null, null));
        Column position =
                InformationSchema.columns(ModelName.parse("information_schema.columns")).orElseThrow().stream()
                        .filter(column -> column.name().equals("ORDINAL_POSITION"))
                        .findFirst()
                        .orElseThrow();
        assertThat(position.type()).isEqualTo(DataType.of(Kind.BIGINT));
    }

    @Test
    void views_and_materialized_views_are_told_apart_by_their_engine() throws ServerError {
        assertThat(read(
                        "information_schema.tables",
                        "TABLE_SCHEMA",
                        "TABLE_NAME",
                        "TABLE_TYPE",
                        "ENGINE",
                        "TABLE_ROWS"))
                .contains(
                        Arrays.asList("shop", "orders", "BASE TABLE", "StarRocks", "7"),
                        Arrays.asList("shop", "v", "VIEW", null, null),
                        Arrays.asList("shop", "mv", "VIEW", "StarRocks", "7"),
                        Arrays.asList("information_schema", "tables", "SYSTEM VIEW", "MEMORY", null));
        assertThat(read("information_schema.views", "TABLE_NAME", "VIEW_DEFINITION"))
                .containsExactly(List.of("v", "SELECT 1"));
    }

    @Test
    void a_refresher_sees_versions_runs_and_the_last_refresh() throws ServerError {
        assertThat(read(
                        "information_schema.partitions_meta",
                        "TABLE_NAME",
                        "PARTITION_ID",
                        "VISIBLE_VERSION",
                        "IS_TEMP"))
                .contains(List.of("orders", "110", "3", "0"), List.of("mv", "112", "3", "0"));
        assertThat(read("information_schema.task_runs", "TASK_NAME", "STATE", "FINISH_TIME", "PROGRESS", "JOB_ID"))
                .containsExactly(List.of("mv-12", "SUCCESS", "2026-11-21 12:00:02", "100%", "j2"));
        assertThat(read(
                        "information_schema.materialized_views",
                        "TABLE_NAME",
                        "REFRESH_TYPE",
                        "IS_ACTIVE",
                        "LAST_REFRESH_STATE",
                        "LAST_REFRESH_DURATION",
                        "LAST_REFRESH_FORCE_REFRESH"))
                .containsExactly(List.of("mv", "MANUAL", "true", "SUCCESS", "2.000", "true"));
    }

    @Test
    void a_differ_sees_keys_distribution_and_properties() throws ServerError {
        assertThat(read(
                        "information_schema.tables_config",
                        "TABLE_NAME",
                        "TABLE_MODEL",
                        "PRIMARY_KEY",
                        "DISTRIBUTE_KEY",
                        "DISTRIBUTE_BUCKET",
                        "PROPERTIES"))
                .contains(List.of(
                        "orders",
                        "PRIMARY_KEYS",
                        "`id`",
                        "`id`",
                        "4",
                        "{\"compression\":\"LZ4\",\"enable_persistent_index\":\"true\",\"fast_schema_evolution\":\"true\","
                                + "\"replicated_storage\":\"true\",\"replication_num\":\"1\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemata",
                "engines",
                "character_sets",
                "collations",
                "session_variables",
                "global_variables",
                "tasks",
                "verbose_session_variables"
            })
    void what_clients_ask_for_at_the_beginning_is_there(String table) throws ServerError {
        assertThat(new InformationSchema()
                        .read(new ModelName("information_schema", table), state, viewer)
                        .rows())
                .isNotEmpty();
    }

    @Test
    void every_table_of_the_real_server_can_be_read_and_no_other() throws ServerError {
        List<String> names = InformationSchema.tables("information_schema");
        assertThat(names).hasSize(58).contains("task_runs", "be_tablets", "key_column_usage");
        assertThat(InformationSchema.tables("sys")).hasSize(6);
        for (String name : names) {
            new InformationSchema().read(new ModelName("information_schema", name), state, viewer);
        }
        assertThatThrownBy(() -> read("information_schema.nope")).hasMessageContaining("Unknown table");
    }
}
