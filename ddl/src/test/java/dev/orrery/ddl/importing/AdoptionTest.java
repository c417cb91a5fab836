// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.deploy.DeployListener;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.EngineServer;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.StarRocks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AdoptionTest {
    private static final Map<String, String> FILES = new TreeMap<>(
            Map.of("orrery.yml", """
            name: shop
            vars: { least: "7" }
            layers:
              ods: { kind: table, loaded: true }
              dwd: { kind: view, reads: [ods] }
              dws: { kind: materialized_view, reads: [dwd] }
            """, "models/ods/t.sql", """
            /*---
            description: Things
            owner: anna
            ---*/
            CREATE TABLE ods.t (
              id BIGINT NOT NULL, -- the key
              g INT, -- a remark
              h VARCHAR(10), -- of no use
              k INT -- nor this
            )
            PRIMARY KEY (id)
            DISTRIBUTED BY HASH(id) BUCKETS 2
            """, "models/dwd/v.sql", """
            /*---
            owner: anna # asks for it
            ---*/
            -- what this is for
            SELECT t.id, /* group */ t.g FROM ods.t AS t WHERE t.id > ${least}
            """, "models/dws/m.sql", """
            /*---
            target_lag: 15 s

            # what its readers count on
            tests: [ { not_null: g } ]
            ---*/
            SELECT v.g, /* all */ count(*) AS n FROM dwd.v AS v GROUP BY v.g
            """));

    private final EngineServer server = new EngineServer();
    private final StarRocks starRocks = JdbcStarRocks.connect(server.address());

    @BeforeEach
    void deploy() {
        Deployment deployment = ImportRoundTripTest.deployment(starRocks, "shop");
        deployment.apply(
                deployment.plan(Desired.of(compile(FILES).catalog()), List.of(), Destructive.WITHHELD),
                DeployListener.SILENT);
    }

    @AfterEach
    void close() {
        starRocks.close();
        server.close();
    }

    @Test
    void columns_are_spliced_and_the_others_keep_their_remarks() {
        starRocks.execute("ALTER TABLE ods.t ADD COLUMN x INT COMMENT 'by hand' AFTER g");
        starRocks.execute("ALTER TABLE ods.t ADD COLUMN z INT");
        starRocks.execute("ALTER TABLE ods.t DROP COLUMN h");

        Adopted adopted = adopt("ods.t");

        assertThat(adopted.left()).isEmpty();
        assertThat(adopted.files().get("models/ods/t.sql"))
                .startsWith(
                        "/*---\ndescription: Things\nowner: anna\n---*/\nCREATE TABLE ods.t (\n  id BIGINT NOT NULL, -- the key\n  g INT,")
                .contains("-- a remark", "x INT COMMENT \"by hand\"", "z INT")
                .doesNotContain("h VARCHAR");
        assertNothingToDo(adopted);
    }

    @Test
    void the_last_two_columns_go_and_the_one_before_them_keeps_its_remark() {
        starRocks.execute("ALTER TABLE ods.t DROP COLUMN h");
        starRocks.execute("ALTER TABLE ods.t DROP COLUMN k");

        Adopted adopted = adopt("ods.t");

        assertThat(adopted.files().get("models/ods/t.sql"))
                .isEqualTo(text("models/ods/t.sql").replace("""
                  g INT, -- a remark
                  h VARCHAR(10), -- of no use
                  k INT -- nor this
                """, """
                  g INT -- a remark
                """));
        assertThat(adopted.written()).containsEntry(name("ods.t"), "models/ods/t.sql");
        assertNothingToDo(adopted);
    }

    @Test
    void a_comment_and_a_timer_change_the_header_and_nothing_else() {
        starRocks.execute("ALTER TABLE ods.t COMMENT = 'Other things'");
        starRocks.execute("ALTER MATERIALIZED VIEW dws.m REFRESH ASYNC EVERY(INTERVAL 5 MINUTE)");

        Adopted adopted = adopt("ods.t", "dws.m");

        assertThat(adopted.written())
                .containsEntry(name("ods.t"), "models/ods/t.sql")
                .containsEntry(name("dws.m"), "models/dws/m.sql");
        assertThat(adopted.files().get("models/ods/t.sql"))
                .isEqualTo(text("models/ods/t.sql").replace("Things", "Other things"));
        assertThat(adopted.files().get("models/dws/m.sql")).isEqualTo("""
                /*---
                target_lag: 5 min

                # what its readers count on
                tests: [ { not_null: g } ]
                refresh: native
                ---*/
                SELECT v.g, /* all */ count(*) AS n FROM dwd.v AS v GROUP BY v.g
                """);
        assertNothingToDo(adopted);
    }

    @Test
    void a_query_is_replaced_and_what_could_not_be_kept_is_told() {
        starRocks.execute("CREATE OR REPLACE VIEW dwd.v AS SELECT t.id, t.g FROM ods.t AS t WHERE t.id > 9");

        Adopted adopted = adopt("dwd.v");

        assertThat(adopted.files().get("models/dwd/v.sql")).isEqualTo("""
                /*---
                owner: anna # asks for it
                ---*/
                -- what this is for
                SELECT t.id, t.g FROM ods.t AS t WHERE t.id > 9
                """);
        assertThat(adopted.written())
                .containsEntry(
                        name("dwd.v"),
                        "models/dwd/v.sql; not kept: comments inside the statement, variables, which are their values now");
        assertThat(planned(adopted))
                .startsWith("~ mv dws.m\n    activate, fill")
                .doesNotContain("dwd.v\n");
    }

    @Test
    void a_property_of_a_table_rewrites_its_statement_and_keeps_its_header() {
        starRocks.execute("ALTER TABLE ods.t SET (\"bloom_filter_columns\" = \"h\")");

        Adopted adopted = adopt("ods.t");

        assertThat(adopted.files().get("models/ods/t.sql"))
                .startsWith("/*---\ndescription: Things\nowner: anna\n---*/\n")
                .contains("\"bloom_filter_columns\" = \"h\"");
        assertThat(adopted.written())
                .containsEntry(name("ods.t"), "models/ods/t.sql; not kept: comments inside the statement");
        assertNothingToDo(adopted);
    }

    @Test
    void what_is_gone_or_not_the_projects_is_left_with_a_word_on_it() {
        starRocks.execute("DROP MATERIALIZED VIEW dws.m");
        starRocks.execute("CREATE VIEW dwd.theirs AS SELECT id FROM ods.t");

        Adopted adopted = adopt("dws.m", "dwd.theirs");

        assertThat(adopted.files()).isEmpty();
        assertThat(adopted.left())
                .containsEntry(
                        name("dws.m"),
                        "is not on the server any more: delete models/dws/m.sql to agree, or apply to make it again")
                .containsEntry(name("dwd.theirs"), "is no model of the project: `orrery import` writes one");
    }

    @Test
    void a_table_that_lost_what_a_view_reads_is_not_adopted_alone() {
        starRocks.execute("ALTER TABLE ods.t DROP COLUMN g");

        assertThatThrownBy(() -> adopt("ods.t")).isInstanceOf(DiagnosticException.class);
    }

    private Adopted adopt(String... names) {
        Set<String> chosen = Set.of(names);
        Found all = ImportRoundTripTest.found(starRocks, Set.of("ods", "dwd", "dws"));
        Found found =
                new Found(all.live(), Set.of(), name -> chosen.contains(name.toString()), all.version(), all.runMode());
        return Adoption.of(
                compile(FILES),
                found,
                new Into(
                        SourceFiles.of(FILES),
                        Optional.empty(),
                        "shop",
                        Optional.empty(),
                        Into.Existing.REPLACED,
                        compilation -> Desired.of(compilation.catalog())));
    }

    private void assertNothingToDo(Adopted adopted) {
        assertThat(planned(adopted)).isEqualTo("No differences.\n");
    }

    private String planned(Adopted adopted) {
        Map<String, String> files = new TreeMap<>(FILES);
        files.putAll(adopted.files());
        return PlanText.of(ImportRoundTripTest.deployment(starRocks, "shop")
                .plan(Desired.of(compile(files).catalog()), List.of(), Destructive.ALLOWED)
                .plan());
    }

    private static Compilation compile(Map<String, String> files) {
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(Project.load(SourceFiles.of(files), diagnostics), diagnostics);
        diagnostics.throwIfErrors();
        return compilation;
    }

    private static String text(String path) {
        return FILES.getOrDefault(path, "");
    }

    private static ModelName name(String text) {
        return ModelName.parse(text);
    }
}
