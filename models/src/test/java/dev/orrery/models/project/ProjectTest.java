// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.TargetLag;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProjectTest {
    private static final String ORRERY = """
            name: bank
            starrocks: "3.5"
            layers:
              ods: { kind: table, loaded: true }
              dws: { kind: materialized_view, reads: [ods], database: mart, target_lag: 1 hour }
            vars: { currency: EUR }
            environments:
              prod: { hosts: "fe1:9030", user: orrery, password: "${env:PW}" }
            """;
    private static final String TABLE = "CREATE TABLE ods.txn (id BIGINT NOT NULL) PRIMARY KEY (id)\n";

    private final Diagnostics diagnostics = new Diagnostics();

    private Project load(String... pathsAndTexts) {
        Map<String, String> files = new HashMap<>();
        files.put("orrery.yml", ORRERY);
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return Project.load(SourceFiles.of(files), diagnostics);
    }

    private String found() {
        return diagnostics.sorted().stream().map(DiagnosticText::of).collect(Collectors.joining());
    }

    @Test
    void settings_models_and_their_headers_are_read() {
        Project project = load(
                "models/ods/txn.sql",
                TABLE,
                "models/dws/deep/day.sql",
                "/*---\ndescription: A day\ntarget_lag: 10 minutes\nbuckets: 3\ntests: [{unique: id}]\n---*/\nSELECT id FROM ods.txn\n",
                "pipelines/core.yml",
                "");

        assertThat(found()).isEmpty();
        assertThat(project.name()).isEqualTo("bank");
        assertThat(project.target().version()).hasToString("3.5");
        assertThat(project.environments().values())
                .extracting(environment -> environment.server().password())
                .hasToString("[Optional[${env:PW}]]");
        assertThat(project.pipelines()).containsExactly("pipelines/core.yml");
        assertThat(project.models()).extracting(Model::name).hasToString("[mart.day, ods.txn]");
        Model day = project.models().get(0);
        assertThat(day.kind()).isEqualTo(ModelGraph.Kind.MATERIALIZED_VIEW);
        assertThat(day.header().freshness().targetLag())
                .isEqualTo(Optional.of(new TargetLag.Within(Duration.ofMinutes(10))));
        assertThat(day.header().storage().buckets()).contains(3);
        assertThat(day.header().about().tests()).hasSize(1);
    }

    @Test
    void an_orrery_yml_without_layers_is_the_one_finding_however_many_models_there_are() {
        load("orrery.yml", "name: bank\nlayer:\n  ods: { kind: table }\n", "models/ods/txn.sql", TABLE);
        assertThat(found())
                .contains("the key 'layers' is missing here", "did you mean 'layers'?")
                .doesNotContain("models/ods");
    }

    @Test
    void an_empty_orrery_yml_says_what_it_needs() {
        load("orrery.yml", "", "models/ods/txn.sql", TABLE);
        assertThat(found())
                .contains("the key 'name' is missing here", "the key 'layers' is missing here")
                .doesNotContain("models/ods");
    }

    @Test
    void an_orrery_yml_that_is_no_yaml_is_the_one_finding() {
        load("orrery.yml", "name: [bank\nlayers: {", "models/ods/txn.sql", TABLE);
        assertThat(diagnostics.sorted()).hasSize(1);
    }

    @Test
    void a_csv_beside_a_table_makes_it_a_seed() {
        Project project = load("models/ods/txn.sql", TABLE, "models/ods/txn.csv", "id\n1\n");
        assertThat(project.models().get(0).kind()).isEqualTo(ModelGraph.Kind.SEED);
        assertThat(project.models().get(0).seed()).contains("models/ods/txn.csv");
        load("models/ods/lone.csv", "id\n");
        assertThat(found()).contains("ORR-M045").contains("models/ods/lone.sql");
    }

    @Test
    void variables_are_replaced_and_places_stay_those_of_the_file() {
        Project project = load("models/dws/day.sql", "SELECT '${currency}' AS ccy,\n  '${curency}' AS other\n");
        assertThat(project.models().get(0).text().expanded().text()).startsWith("SELECT 'EUR' AS ccy");
        assertThat(found()).isEqualTo("""
                error[ORR-M037]: the variable 'curency' is not in orrery.yml
                  --> models/dws/day.sql:2:4
                   2 |   '${curency}' AS other
                     |    ^^^^^^^^^^ did you mean 'currency'?
                  help: declare it there: vars: { curency: value }
                """);
    }

    @Test
    void a_syntax_error_behind_a_variable_is_shown_at_its_place_in_the_file() {
        load("models/dws/day.sql", "SELECT '${currency}' AS ccy\nFROM FROM x\n");
        assertThat(found()).contains("models/dws/day.sql:2:6");
    }

    @Test
    void a_misspelt_header_key_is_refused_at_its_place() {
        load("models/dws/day.sql", "/*---\ntarget_lagg: 1 day\n---*/\nSELECT 1 AS a\n");
        assertThat(found()).contains("ORR-M031").contains("day.sql:2:1").contains("did you mean 'target_lag'?");
    }

    @Test
    void a_comment_end_inside_the_header_is_refused() {
        load("models/dws/day.sql", "/*---\ndescription: a */ b\n---*/\nSELECT 1 AS a\n");
        assertThat(found()).contains("ORR-M039");
    }

    @Test
    void two_statements_or_none_are_refused() {
        load("models/dws/two.sql", "SELECT 1 AS a;\nSELECT 2 AS b;\n", "models/dws/none.sql", "-- nothing\n");
        assertThat(found()).contains("here stand 2").contains("two.sql:2:1").contains("here stand 0");
    }

    @Test
    void a_statement_that_names_another_object_than_its_path_is_refused() {
        load("models/ods/other.sql", TABLE);
        assertThat(found()).contains("ORR-M042").contains("'ods.txn'").contains("'ods.other'");
    }

    @Test
    void a_name_in_two_folders_of_a_layer_is_refused() {
        load("models/ods/txn.sql", TABLE, "models/ods/more/txn.sql", TABLE);
        assertThat(found()).contains("ORR-M041");
    }

    @Test
    void header_keys_that_say_what_the_statement_says_or_mean_nothing_are_refused() {
        load(
                "models/ods/txn.sql",
                "/*---\nkind: table\nbuckets: 3\ntarget_lag: 1 day\n---*/\n" + TABLE,
                "models/dws/v.sql",
                "/*---\nkind: view\norder_by: a\n---*/\nSELECT 1 AS a\n");
        assertThat(found())
                .contains("ORR-M043")
                .contains("txn.sql:2:1")
                .contains("txn.sql:3:1")
                .contains("ORR-M044")
                .contains("v.sql:3:1");
    }

    @Test
    void files_outside_of_layers_are_refused() {
        load("models/loose.sql", "SELECT 1 AS a\n", "models/dsw/x.sql", "SELECT 1 AS a\n");
        assertThat(found()).contains("ORR-M047").contains("ORR-M038").contains("dsw");
    }

    @Test
    void a_query_in_a_layer_of_tables_is_refused() {
        load("models/ods/q.sql", "SELECT 1 AS a\n");
        assertThat(found()).contains("ORR-M048");
    }

    @Test
    void an_external_table_is_named_by_catalog_and_database() {
        Project project = load("models/external/paimon/lake/events.sql", "CREATE EXTERNAL TABLE events (id BIGINT)\n");
        assertThat(found()).isEmpty();
        assertThat(project.models().get(0).name()).hasToString("paimon.lake.events");
        assertThat(project.models().get(0).kind()).isEqualTo(ModelGraph.Kind.EXTERNAL_TABLE);
    }

    @Test
    void without_an_orrery_yml_there_is_no_project() {
        Project.load(SourceFiles.of(Map.of()), diagnostics);
        assertThat(found()).startsWith("error[ORR-M046]: there is no 'orrery.yml' here\n");
    }
}
