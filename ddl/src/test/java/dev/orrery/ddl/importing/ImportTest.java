// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.live.LiveCatalog;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.starrocks.LiveGrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class ImportTest {
    private static final String TABLE = "CREATE TABLE ods.t (id BIGINT NOT NULL, g INT) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH(id) BUCKETS 2 PROPERTIES (\"replication_num\" = \"3\", \"compression\" = \"LZ4\");\n";

    @Test
    void a_view_is_written_as_its_query_without_what_the_server_added() {
        Imported imported = all(TABLE + "CREATE VIEW dwd.v (id, h) COMMENT 'All of it'"
                + " AS SELECT `t`.`id` AS `id`, `t`.`g` AS `h` FROM `ods`.`t` AS `t`;");

        assertThat(imported.files().get("models/dwd/v.sql")).isEqualTo("""
                        /*---
                        description: All of it
                        ---*/
                        SELECT t.id, t.g AS h FROM ods.t AS t
                        """);
    }

    @Test
    void an_mv_on_a_timer_keeps_it_and_its_layout_stands_in_the_header() {
        Imported imported =
                all(TABLE + "CREATE MATERIALIZED VIEW dws.m COMMENT 'Counts' DISTRIBUTED BY HASH(g) BUCKETS 2"
                        + " REFRESH ASYNC EVERY(INTERVAL 10 MINUTE)"
                        + " PROPERTIES (\"replication_num\" = \"3\", \"query_rewrite_consistency\" = \"loose\")"
                        + " AS SELECT t.g, count(*) AS n FROM ods.t AS t GROUP BY t.g;");

        assertThat(imported.files().get("models/dws/m.sql")).isEqualTo("""
                        /*---
                        description: Counts
                        refresh: native
                        target_lag: 10 min
                        distributed_by: [g]
                        buckets: 2
                        properties:
                          query_rewrite_consistency: loose
                        ---*/
                        SELECT t.g, count(*) AS n FROM ods.t AS t GROUP BY t.g
                        """);
        assertThat(imported.remarks()).isEmpty();
    }

    @Test
    void how_often_an_mv_without_a_timer_is_refreshed_is_a_guess_that_is_told() {
        Imported imported = all(TABLE + "CREATE MATERIALIZED VIEW dws.m DISTRIBUTED BY RANDOM REFRESH DEFERRED MANUAL"
                + " AS SELECT t.g, count(*) AS n FROM ods.t AS t GROUP BY t.g;");

        assertThat(imported.files().get("models/dws/m.sql")).contains("target_lag: 1 h");
        assertThat(imported.remarks())
                .containsExactly(
                        "target_lag: 1 h is a guess: somebody refreshes these by hand, and how often the server"
                                + " does not know: dws.m");
    }

    @Test
    void how_often_rows_are_kept_is_written_only_where_it_is_unusual() {
        Imported imported = all(TABLE
                + TABLE.replace("ods.t", "ods.u")
                + TABLE.replace("ods.t", "ods.single").replace("\"3\"", "\"1\""));

        assertThat(imported.files().get("models/ods/t.sql")).doesNotContain("PROPERTIES");
        assertThat(imported.files().get("models/ods/single.sql")).contains("\"replication_num\" = \"1\"");
    }

    @Test
    void grants_to_roles_are_written_and_those_to_users_are_told() {
        Found found = found(
                CatalogText.parse(TABLE),
                name -> true,
                Optional.of(List.of(
                        new LiveGrant(name("ods.t"), LiveGrant.To.ROLE, "reader", Set.of("SELECT", "INSERT")),
                        new LiveGrant(name("ods.t"), LiveGrant.To.USER, "'bob'@'%'", Set.of("SELECT")))));

        Imported imported = Import.of(found, into(Map.of(), Into.Existing.KEPT));

        assertThat(imported.files().get("models/ods/t.sql")).contains("grants:\n  reader: [insert, select]\n");
        assertThat(imported.remarks())
                .containsExactly("grants to users stay as they are and are not written, models grant to roles: ods.t");
    }

    @Test
    void partitions_that_a_server_makes_are_not_written() {
        Imported imported =
                all("CREATE TABLE ods.d (id BIGINT, dt DATE NOT NULL) DUPLICATE KEY (id) PARTITION BY RANGE(dt)"
                        + " (PARTITION p20260101 VALUES [('2026-01-01'), ('2026-01-02'))) DISTRIBUTED BY HASH(id) BUCKETS 2 PROPERTIES"
                        + " (\"dynamic_partition.enable\" = \"true\", \"dynamic_partition.time_unit\" = \"DAY\","
                        + " \"dynamic_partition.end\" = \"3\", \"dynamic_partition.prefix\" = \"p\");");

        assertThat(imported.left()).isEmpty();
        assertThat(imported.files().get("models/ods/d.sql"))
                .contains("PARTITION BY RANGE(dt)", "\"dynamic_partition.end\" = \"3\"")
                .doesNotContain("p20260101");
    }

    @Test
    void what_cannot_be_a_model_is_left_out_with_all_that_reads_it() {
        Imported imported = all(TABLE
                + "CREATE TABLE ods.far (id BIGINT) ENGINE = MYSQL PROPERTIES (\"host\" = \"h\");\n"
                + "CREATE VIEW dwd.v AS SELECT f.id FROM ods.far AS f;\n"
                + "CREATE VIEW dwd.w AS SELECT v.id FROM dwd.v AS v;\n"
                + "CREATE VIEW dwd.lake AS SELECT l.id FROM hive.sales.orders AS l;");

        assertThat(imported.models()).containsOnlyKeys(name("ods.t"));
        assertThat(imported.left())
                .containsEntry(
                        name("ods.far"),
                        "its rows are kept by MYSQL: declare it below models/external/ if models read it")
                .containsEntry(name("dwd.v"), "reads 'ods.far', which is left out")
                .containsEntry(name("dwd.w"), "reads 'dwd.v', which is left out")
                .containsEntry(
                        name("dwd.lake"),
                        "reads 'hive.sales.orders' of another catalog: declare it in models/external/hive/sales/orders.sql");
    }

    @Test
    void a_view_whose_table_was_not_asked_for_says_what_to_ask_for() {
        Found found = found(
                CatalogText.parse(TABLE + "CREATE VIEW dwd.v AS SELECT t.id FROM ods.t AS t;"),
                name -> name.database().equals("dwd"),
                Optional.of(List.of()));

        Imported imported = Import.of(found, into(Map.of(), Into.Existing.KEPT));

        assertThat(imported.files()).isEmpty();
        assertThat(imported.left())
                .containsEntry(
                        name("dwd.v"),
                        "reads 'ods.t', which is not imported: name its database as well, and let --select take it");
    }

    @Test
    void a_model_that_is_there_is_written_anew_only_when_asked() {
        Map<String, String> files = Map.of(
                "orrery.yml",
                "name: bank\nlayers:\n  raw: { kind: table, database: ods }\n",
                "models/raw/kept/t.sql",
                "CREATE TABLE ods.t (id BIGINT NOT NULL) PRIMARY KEY (id)");
        Found found = found(CatalogText.parse(TABLE), name -> true, Optional.of(List.of()));

        Imported kept = Import.of(found, into(files, Into.Existing.KEPT));
        assertThat(kept.files()).isEmpty();
        assertThat(kept.left())
                .containsEntry(name("ods.t"), "is a model already, in models/raw/kept/t.sql; --force writes it anew");

        Imported replaced = Import.of(found, into(files, Into.Existing.REPLACED));
        assertThat(replaced.files()).containsOnlyKeys("models/raw/kept/t.sql");
    }

    @Test
    void a_database_without_a_layer_names_the_line_that_is_missing() {
        Map<String, String> files = Map.of("orrery.yml", "name: bank\nlayers:\n  ods: { kind: table }\n");
        Found found = found(
                CatalogText.parse(TABLE + "CREATE VIEW dwd.v AS SELECT t.id FROM ods.t AS t;"),
                name -> true,
                Optional.of(List.of()));

        Imported imported = Import.of(found, into(files, Into.Existing.KEPT));

        assertThat(imported.files()).containsOnlyKeys("models/ods/t.sql");
        assertThat(imported.left())
                .containsEntry(
                        name("dwd.v"),
                        "database 'dwd' has no layer in orrery.yml: add dwd: { kind: view, reads: [ods] }");
    }

    @Test
    void a_text_that_would_be_a_variable_is_left_out_with_the_compilers_reason() {
        Imported imported = all(TABLE + "CREATE VIEW dwd.v AS SELECT t.id, '${x}' AS x FROM ods.t AS t;");

        assertThat(imported.left()).containsEntry(name("dwd.v"), "ORR-M037 the variable 'x' is not in orrery.yml");
    }

    @Test
    void a_name_that_leads_out_of_the_folder_is_no_file() {
        Imported imported = all(TABLE.replace("ods.t", "ods.`../../t`"));

        assertThat(imported.files()).isEmpty();
        assertThat(imported.left().values()).containsExactly("its name cannot be the name of a file");
    }

    private static Imported all(String sql) {
        return Import.of(
                found(CatalogText.parse(sql), name -> true, Optional.of(List.of())),
                into(Map.of(), Into.Existing.KEPT));
    }

    private static Found found(Catalog catalog, Predicate<ModelName> chosen, Optional<List<LiveGrant>> grants) {
        TreeSet<String> databases = new TreeSet<>();
        catalog.names().forEach(name -> databases.add(name.database()));
        return new Found(
                new LiveCatalog(databases, catalog, new TreeMap<>(), grants, new TreeMap<>()),
                Set.of(),
                chosen,
                StarRocksVersion.NEWEST,
                RunMode.SHARED_NOTHING);
    }

    private static Into into(Map<String, String> files, Into.Existing existing) {
        SourceFiles there = SourceFiles.of(files);
        return new Into(
                there,
                files.isEmpty() ? Optional.empty() : Optional.of(Project.load(there, new Diagnostics())),
                "imported",
                Optional.empty(),
                existing,
                compilation -> Desired.of(compilation.catalog()));
    }

    private static ModelName name(String text) {
        return ModelName.parse(text);
    }
}
