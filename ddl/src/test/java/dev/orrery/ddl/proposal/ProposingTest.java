// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.deploy.DeployListener;
import dev.orrery.ddl.deploy.DeployTarget;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.EngineServer;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.importing.FilesWith;
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
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProposingTest {
    private static final String YML = """
            name: shop
            vars: { path: $.city }
            layers:
              ods: { kind: table, loaded: true }
              dwd: { kind: view, reads: [ods, dwd] }
            """;
    private static final String TABLE = """
            CREATE TABLE ods.c (
              id BIGINT NOT NULL, -- the key
              data JSON -- all of it
            )
            PRIMARY KEY (id)
            DISTRIBUTED BY HASH(id) BUCKETS 2
            """;
    private static final String CITY = "get_json_string(c.data, '$.city')";

    @Test
    void the_column_is_added_behind_the_last_and_its_remark_and_read_by_the_models() {
        Accepted accepted = all(files(
                "SELECT c.id, " + CITY + " AS city, upper(" + CITY + ") AS big FROM ods.c AS c\n",
                "SELECT " + CITY + " AS town, count(*) AS n FROM ods.c AS c GROUP BY " + CITY + "\n"));

        assertThat(accepted.files().get("models/ods/c.sql")).isEqualTo("""
                CREATE TABLE ods.c (
                  id BIGINT NOT NULL, -- the key
                  data JSON, -- all of it
                  city STRING AS (get_json_string(data, '$.city'))
                )
                PRIMARY KEY (id)
                DISTRIBUTED BY HASH(id) BUCKETS 2
                """);
        assertThat(accepted.files().get("models/dwd/v0.sql"))
                .isEqualTo("SELECT c.id, c.city AS city, upper(c.city) AS big FROM ods.c AS c\n");
        assertThat(accepted.files().get("models/dwd/v1.sql"))
                .isEqualTo("SELECT c.city AS town, count(*) AS n FROM ods.c AS c GROUP BY c.city\n");
    }

    @Test
    void rows_are_the_same_before_and_after() {
        Map<String, String> files = files(
                "SELECT c.id, " + CITY + " AS city, upper(" + CITY + ") AS big FROM ods.c AS c\n",
                "SELECT " + CITY + " AS town, count(*) AS n FROM ods.c AS c GROUP BY " + CITY + "\n",
                "SELECT c.id, upper(" + CITY + ") AS city FROM ods.c AS c WHERE " + CITY + " IS NOT NULL\n");
        try (EngineServer server = new EngineServer();
                StarRocks starRocks = JdbcStarRocks.connect(server.address())) {
            Deployment deployment =
                    new Deployment(starRocks, new DeployTarget("shop", "prod", "a test"), Clock.systemUTC());
            apply(deployment, compile(SourceFiles.of(files)));
            starRocks.execute(
                    "INSERT INTO ods.c VALUES (1, parse_json('{\"city\": \"Bonn\"}')), (2, parse_json('{\"city\":"
                            + " \"Köln\"}')), (3, parse_json('{}')), (4, NULL), (5, parse_json('{\"city\": \"Bonn\"}'))");
            Map<String, String> before = rows(starRocks);

            Accepted accepted = all(files);
            assertThat(accepted.files()).hasSize(4);
            apply(deployment, compile(new FilesWith(SourceFiles.of(files), accepted.files())));

            assertThat(rows(starRocks)).isEqualTo(before);
            assertThat(before.get("v1")).contains("Bonn", "2");
            assertThat(PlanText.of(deployment
                            .plan(Desired.of(accepted.compilation().catalog()), List.of(), Destructive.WITHHELD)
                            .plan()))
                    .isEqualTo("No differences.\n");
        }
    }

    /** In a table with a column city, GROUP BY city would no longer mean the alias. */
    @Test
    void a_name_that_is_an_alias_of_something_else_is_not_taken() {
        Accepted accepted = all(files(
                "SELECT upper(" + CITY + ") AS city, count(*) AS n FROM ods.c AS c WHERE " + CITY
                        + " > 'a' GROUP BY city\n",
                "SELECT " + CITY + " AS x FROM ods.c AS c\n"));

        assertThat(accepted.files().get("models/ods/c.sql")).contains("  data_city STRING AS");
        assertThat(accepted.files().get("models/dwd/v0.sql"))
                .contains("upper(c.data_city) AS city", "WHERE c.data_city > 'a'", "GROUP BY city");
    }

    @Test
    void what_cannot_read_the_column_stays_and_says_why() {
        Accepted accepted = all(files(
                "SELECT c.id, c.data, " + CITY + " AS a, " + CITY + " AS b FROM ods.c AS c\n",
                "SELECT v.id, get_json_string(v.data, '$.city') AS a FROM dwd.v0 AS v\n",
                "SELECT get_json_string(c.data, '${path}') AS a FROM ods.c AS c\n",
                "SELECT " + CITY + " FROM ods.c AS c\n",
                "WITH w AS (SELECT c.data FROM ods.c AS c) SELECT get_json_string(w.data, '$.city') AS a FROM w\n"));

        Proposed proposed = accepted.proposals().get(0);
        assertThat(proposed.replaced()).containsOnly(Map.entry(name("dwd.v0"), 2));
        assertThat(proposed.kept())
                .containsEntry(name("dwd.v1"), "reads it through 'dwd.v0', which would have to hand 'city' on")
                .containsEntry(name("dwd.v2"), "is written with a macro or a variable there")
                .containsEntry(name("dwd.v3"), "its own column would be called otherwise: give it an alias first")
                .hasEntrySatisfying(name("dwd.v4"), reason -> assertThat(reason).startsWith("with the column "));
        assertThat(accepted.files()).containsOnlyKeys("models/ods/c.sql", "models/dwd/v0.sql");
    }

    @Test
    void a_star_on_the_table_would_show_the_column_so_that_it_is_not_accepted() {
        Accepted accepted = all(files(
                "SELECT * FROM ods.c\n",
                "SELECT " + CITY + " AS a, " + CITY + " AS b, " + CITY + " AS d FROM ods.c AS c\n"));

        assertThat(accepted.files()).isEmpty();
        assertThat(accepted.proposals()).singleElement().satisfies(proposed -> {
            assertThat(proposed.isAccepted()).isFalse();
            assertThat(proposed.kept()).containsEntry(name("dwd.v1"), "'dwd.v0' would have other columns");
        });
        assertThat(ProposalText.of(accepted))
                .contains("not accepted: nobody would read it", "1 proposal, 0 to accept; 0 files change.");
    }

    @Test
    void with_nothing_to_propose_nothing_changes() {
        Accepted accepted = all(files("SELECT " + CITY + " AS a FROM ods.c AS c\n"));

        assertThat(accepted.files()).isEmpty();
        assertThat(ProposalText.of(accepted)).startsWith("Nothing to propose");
    }

    @Test
    void a_project_with_errors_is_not_touched() {
        assertThatThrownBy(() -> all(files("SELECT nothing FROM ods.c\n"))).isInstanceOf(DiagnosticException.class);
    }

    private static Accepted all(Map<String, String> files) {
        return Proposing.of(SourceFiles.of(files), table -> true);
    }

    private static Map<String, String> files(String... views) {
        Map<String, String> files = new LinkedHashMap<>(Map.of("orrery.yml", YML, "models/ods/c.sql", TABLE));
        for (int i = 0; i < views.length; i++) {
            files.put("models/dwd/v" + i + ".sql", views[i]);
        }
        return files;
    }

    private static Compilation compile(SourceFiles files) {
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(Project.load(files, diagnostics), diagnostics);
        diagnostics.throwIfErrors();
        return compilation;
    }

    private static void apply(Deployment deployment, Compilation compilation) {
        deployment.apply(
                deployment.plan(Desired.of(compilation.catalog()), List.of(), Destructive.WITHHELD),
                DeployListener.SILENT);
    }

    private static Map<String, String> rows(StarRocks starRocks) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String view : List.of("v0", "v1", "v2")) {
            rows.put(
                    view,
                    starRocks
                            .ask(sql -> sql.fetch("SELECT * FROM dwd." + view + " ORDER BY 1, 2"))
                            .formatCSV());
        }
        return rows;
    }

    private static ModelName name(String text) {
        return ModelName.parse(text);
    }
}
