// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final String ORRERY = """
            name: bank
            starrocks: "%s"
            layers:
              ods: { kind: table, loaded: true }
              dwd: { kind: view, reads: [ods, dwd] }
              dws: { kind: materialized_view, reads: [dwd, dws], target_lag: 1 hour }
            environments:
              prod: { hosts: "fe1:9030" }
              dev: { base: prod, databases: "*_dev", properties: { replication_num: 1, resource_group: small } }
            """;

    private static Compilation compile(String version) {
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(
                Project.load(
                        SourceFiles.of(Map.of(
                                "orrery.yml", ORRERY.formatted(version),
                                "models/ods/txn.sql",
                                        "CREATE TABLE ods.txn (id BIGINT NOT NULL, amount INT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)\n",
                                "models/dwd/txn.sql", "SELECT ods.txn.id, amount FROM ods.txn\n",
                                "models/dwd/big.sql",
                                        "WITH txn AS (SELECT dwd.txn.* FROM dwd.txn) SELECT id, amount FROM txn WHERE amount IN (SELECT max(amount) FROM ods.txn)\n",
                                "models/dws/day.sql", """
                                        /*---
                                        rewrite: checked
                                        properties: { excluded_trigger_tables: "dwd.big, ods.txn", replication_num: 3 }
                                        ---*/
                                        SELECT id, sum(amount) AS total FROM dwd.big GROUP BY id
                                        """,
                                "models/dws/top.sql",
                                        "/*---\nrenamed_from: dws.best\n---*/\nSELECT id, total FROM dws.day\n")),
                        diagnostics),
                diagnostics);
        assertThat(diagnostics.sorted().stream()
                        .filter(finding -> finding.severity() == dev.orrery.models.diagnostic.Severity.ERROR)
                        .map(DiagnosticText::of)
                        .collect(Collectors.joining()))
                .isEmpty();
        return compilation;
    }

    private static Placement dev(Compilation whole, String... built) {
        Environment prod = environment(whole, "prod");
        Set<ModelName> names = Arrays.stream(built).map(ModelName::parse).collect(Collectors.toSet());
        return Placement.on(
                Placement.ofAll(whole, prod, database -> database),
                environment(whole, "dev"),
                database -> database + "_dev",
                names);
    }

    private static Environment environment(Compilation whole, String name) {
        Environment found = whole.project().environments().get(name);
        if (found == null) {
            throw new AssertionError(name);
        }
        return found;
    }

    @Test
    void what_is_built_here_reads_what_is_built_here_and_the_rest_from_the_base() {
        Compilation here = dev(compile("3.5"), "dwd.big", "dws.day").here();
        assertThat(here.script()).isEqualTo("""
                        CREATE VIEW dwd_dev.big
                        AS WITH txn AS (SELECT dwd.txn.* FROM dwd.txn) SELECT id, amount FROM txn WHERE amount IN (SELECT max(amount) FROM ods.txn);

                        CREATE MATERIALIZED VIEW dws_dev.day
                        DISTRIBUTED BY RANDOM
                        REFRESH DEFERRED MANUAL
                        PROPERTIES ("excluded_trigger_tables" = "dwd_dev.big, ods.txn", "query_rewrite_consistency" = "checked", "enable_query_rewrite" = "false", "replication_num" = "1", "resource_group" = "small")
                        AS SELECT id, sum(amount) AS total FROM dwd_dev.big GROUP BY id;
                        """);
    }

    @Test
    void columns_that_say_their_database_follow_their_table() {
        Compilation here = dev(compile("3.5"), "dwd.txn", "dwd.big", "ods.txn").here();
        assertThat(here.script())
                .contains("SELECT ods_dev.txn.id, amount FROM ods_dev.txn", "SELECT dwd_dev.txn.* FROM dwd_dev.txn")
                .contains("\"replication_num\" = \"1\"")
                .doesNotContain("resource_group");
    }

    @Test
    void tables_in_properties_are_led_elsewhere_however_much_of_their_name_is_written() {
        TablesInProperties tables = new TablesInProperties(
                Map.of(
                        ModelName.parse("dws.day"), ModelName.parse("dws_dev.day"),
                        ModelName.parse("dwd.big"), ModelName.parse("dwd_dev.big"),
                        ModelName.parse("dws.top"), ModelName.parse("dws_dev.top"),
                        ModelName.parse("dws.g"), ModelName.parse("dws.g")),
                ModelName.parse("dws.top"));
        assertThat(led(tables, "excluded_trigger_tables", "day, dwd.big,default_catalog.dwd.`big`, hive.dwd.big, t, g"))
                .isEqualTo("dws_dev.day, dwd_dev.big,default_catalog.dwd_dev.big, hive.dwd.big, t, dws.g");
        assertThat(led(
                        tables,
                        "foreign_key_constraints",
                        "(day) REFERENCES day(day); dwd.big (x) REFERENCES hive.dwd.big(x)"))
                .isEqualTo("(day) REFERENCES dws_dev.day(day); dwd_dev.big (x) REFERENCES hive.dwd.big(x)");
        assertThat(led(
                        tables,
                        "unique_constraints",
                        "day; day.id, dwd.big.id; default_catalog.dwd.big.id; hive.dwd.big.id"))
                .isEqualTo("day; dws_dev.day.id, dwd_dev.big.id; default_catalog.dwd_dev.big.id; hive.dwd.big.id");
        assertThat(led(tables, "comment", "dwd.big")).isEqualTo("dwd.big");
    }

    private static String led(TablesInProperties tables, String key, String value) {
        return tables.properties(List.of(new Property(Location.NOWHERE, key, value)))
                .get(0)
                .value();
    }

    @Test
    void before_the_switch_there_was_only_consistency() {
        assertThat(dev(compile("3.2"), "dws.day").here().script())
                .contains("\"query_rewrite_consistency\" = \"disable\"")
                .doesNotContain("enable_query_rewrite");
    }

    @Test
    void the_base_stays_as_it_is_written() {
        Compilation whole = compile("3.5");
        assertThat(Placement.ofAll(whole, environment(whole, "prod"), database -> database)
                        .here())
                .isSameAs(whole);
    }

    @Test
    void what_the_base_refreshes_is_a_root_here() {
        ModelGraph graph = dev(compile("3.5"), "dws.top").here().graph();
        assertThat(graph.find(ModelName.parse("dws.day")).orElseThrow().refresh())
                .isEqualTo(ModelGraph.Refresh.NATIVE);
        assertThat(graph.find(ModelName.parse("dws_dev.top")).orElseThrow().refresh())
                .isEqualTo(ModelGraph.Refresh.MANAGED);
        assertThat(graph.reads(ModelName.parse("dws_dev.top"))).hasToString("[dws.day]");
    }

    @Test
    void a_former_name_is_one_of_this_environment() {
        Compilation here = dev(compile("3.5"), "dws.top").here();
        assertThat(here.models().values())
                .extracting(model -> model.header().life().renamedFrom().orElse("none"))
                .containsExactly("dws_dev.best");
        assertThat(here.models()).containsOnlyKeys(ModelName.parse("dws_dev.top"));
    }

    @Test
    void what_is_read_directly_from_elsewhere_is_known() {
        assertThat(dev(compile("3.5"), "dws.day", "dws.top").elsewhere().names())
                .hasToString("[dwd.big]");
    }
}
