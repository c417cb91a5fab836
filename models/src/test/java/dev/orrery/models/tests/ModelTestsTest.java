// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelTestsTest {
    private static final Map<String, String> PROJECT = Map.of(
            "orrery.yml",
            """
            name: shop
            layers:
              ods: { kind: table, loaded: true }
              dws: { kind: view, reads: [ods, external] }
            """,
            "models/ods/sale.sql",
            """
            CREATE TABLE ods.sale (
              id BIGINT NOT NULL, amount DECIMAL(10, 2) NOT NULL, note JSON NULL,
              kind VARCHAR(8) AS get_json_string(note, '$.kind'))
            PRIMARY KEY (id)
            """,
            "models/ods/other.sql",
            "CREATE TABLE ods.other (id BIGINT NOT NULL) PRIMARY KEY (id)\n",
            "models/dws/total.sql",
            "SELECT s.kind, sum(s.amount) AS total FROM ods.sale s GROUP BY s.kind\n");

    private final Diagnostics diagnostics = new Diagnostics();

    private Compilation compile(String test) {
        Map<String, String> files = new HashMap<>(PROJECT);
        files.put("tests/total.yml", test);
        Compilation compilation = Compiler.compile(Project.load(SourceFiles.of(files), diagnostics), diagnostics);
        assertThat(found()).isEmpty();
        return compilation;
    }

    private List<ModelTest> read(String test) {
        Map<String, String> files = new HashMap<>(PROJECT);
        files.put("tests/total.yml", test);
        return ModelTests.read(SourceFiles.of(files), compile(test), diagnostics);
    }

    private String found() {
        return diagnostics.sorted().stream().map(DiagnosticText::of).collect(Collectors.joining());
    }

    @Test
    void a_test_is_read_with_the_columns_that_it_names() {
        List<ModelTest> tests = read("""
                name: adds up
                model: dws.total
                now: "2026-10-01 09:00:00"
                given: { ods.sale: [ { ID: 1, amount: 2.50, note: { kind: toy } } ] }
                expect: [ { total: "2.5" } ]
                """);
        assertThat(found()).isEmpty();
        assertThat(tests).hasSize(1);
        assertThat(tests.get(0).now()).contains(java.time.LocalDateTime.of(2026, 10, 1, 9, 0));
        assertThat(tests.get(0).given().values().iterator().next().get(0).values())
                .containsOnlyKeys("id", "amount", "note");
        assertThat(tests.get(0).expected().columns()).extracting("name").containsExactly("total");
    }

    @Test
    void its_scene_is_what_the_model_needs_and_no_more() {
        List<ModelTest> tests = read("""
                name: adds up
                model: dws.total
                given: { ods.sale: [ { id: 1, amount: 2.50, note: { kind: toy } } ] }
                expect: [ { total: "2.5" } ]
                """);
        Scene scene = Scene.of(tests.get(0), compile(""), Map.of());
        assertThat(scene.databases()).containsExactly("dws", "ods");
        assertThat(scene.models()).hasToString("[dws.total, ods.sale]");
        assertThat(scene.steps())
                .extracting(Scene.Step::what)
                .containsExactly("dws", "ods", "ods.sale", "ods.sale", "dws.total");
        assertThat(scene.steps().get(3).sql())
                .isEqualTo("INSERT INTO ods.sale (id, amount, note) VALUES (1, 2.5, parse_json('{\"kind\":\"toy\"}'))");
        assertThat(scene.question()).isEqualTo("SELECT total FROM dws.total");
    }

    @Test
    void rows_given_for_a_view_stand_in_a_view() {
        List<ModelTest> tests = read("""
                name: shows what it is given
                model: dws.total
                given: { dws.total: [ { kind: toy, total: 3 } ] }
                expect: [ { total: 3 } ]
                """);
        Scene scene = Scene.of(tests.get(0), compile(""), Map.of());
        assertThat(scene.models()).hasToString("[dws.total]");
        assertThat(scene.steps().get(1).sql())
                .startsWith("CREATE VIEW dws.total")
                .contains("CAST(3 AS DECIMAL");
    }

    @Test
    void a_misspelt_column_names_the_nearest_one_at_its_place() {
        assertThat(read("""
                name: adds up
                model: dws.total
                given:
                  ods.sale: [ { id: 1, amuont: 2 } ]
                expect: [ { totl: 2 } ]
                """)).isEmpty();
        assertThat(found())
                .contains("error[ORR-M051]: column 'amuont' is not in 'ods.sale'")
                .contains("--> tests/total.yml:4:24")
                .contains("did you mean 'amount'?")
                .contains("column 'totl' is not in 'dws.total'")
                .contains("did you mean 'total'?");
    }

    @Test
    void an_unknown_key_and_an_unknown_model_are_named() {
        read("""
                name: adds up
                model: dws.totl
                givn: {}
                expect: []
                """);
        assertThat(found())
                .contains("error[ORR-M050]: the project has no model 'dws.totl'")
                .contains("did you mean 'dws.total'?")
                .contains("error[ORR-M031]: the key 'givn' is not known here")
                .contains("did you mean 'given'?");
    }

    @Test
    void what_the_model_does_not_read_cannot_be_given() {
        read("{ name: a, model: dws.total, given: { ods.other: [] }, expect: [] }");
        assertThat(found()).contains("error[ORR-M190]: 'dws.total' does not read 'ods.other'");
    }

    @Test
    void values_are_held_against_the_types_of_their_columns() {
        read("{ name: a, model: dws.total, given: { ods.sale: [ { id: one, amount: 1.005 } ] }, expect: [] }");
        assertThat(found())
                .contains("error[ORR-M191]: 'one' is no BIGINT, which 'id' is")
                .contains("error[ORR-M191]: '1.005' is no DECIMAL(10, 2), which 'amount' is");
    }

    @Test
    void a_key_is_needed_null_is_refused_and_computed_columns_compute_themselves() {
        read("{ name: a, model: dws.total, given: { ods.sale: [ { amount: null, kind: toy } ] }, expect: [] }");
        assertThat(found())
                .contains("error[ORR-M193]: 'kind' is computed by 'ods.sale'")
                .contains("error[ORR-M194]: 'amount' of 'ods.sale' cannot be NULL")
                .contains("error[ORR-M194]: the key column 'id' of 'ods.sale' has no value");
    }

    @Test
    void two_tests_of_a_model_have_two_names() {
        assertThat(read("""
                tests:
                  - { name: a, model: dws.total, expect: [] }
                  - { name: a, model: dws.total, expect: [] }
                """)).hasSize(1);
        assertThat(found()).contains("error[ORR-M192]").contains("tests/total.yml:2");
    }

    @Test
    void broken_yaml_is_one_finding() {
        assertThat(read("name: [a\nmodel: x\n")).isEmpty();
        assertThat(diagnostics.sorted()).hasSize(1);
        assertThat(found()).contains("error[ORR-M030]").contains("tests/total.yml:");
    }
}
