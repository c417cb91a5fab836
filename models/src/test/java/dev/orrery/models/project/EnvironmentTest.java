// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final String HEAD = """
            name: bank
            layers:
              ods: { kind: table, loaded: true }
              dwd: { kind: view, reads: [ods], grants: { analyst: [select] } }
            environments:
              prod: { hosts: "fe1:9030" }
            """;
    private static final String TABLE = "CREATE TABLE ods.txn (id BIGINT NOT NULL) PRIMARY KEY (id)\n";

    private final Diagnostics diagnostics = new Diagnostics();

    private Project load(String environments) {
        Map<String, String> files = new HashMap<>();
        files.put("orrery.yml", HEAD + environments.indent(2));
        files.put("models/ods/txn.sql", TABLE);
        files.put("models/dwd/txn.sql", "SELECT id FROM ods.txn\n");
        return Project.load(SourceFiles.of(files), diagnostics);
    }

    private String found() {
        return diagnostics.sorted().stream().map(DiagnosticText::of).collect(Collectors.joining());
    }

    private Environment dev(Project project) {
        Environment dev = project.environments().get("dev");
        if (dev == null) {
            throw new AssertionError("no environment: " + found());
        }
        return dev;
    }

    @Test
    void an_environment_on_a_base_has_names_of_its_own() {
        Environment dev = dev(load("""
                dev:
                  base: prod
                  databases: { ods: raw_dev, "*": "*_${env:USER}" }
                  loads: ods
                  revision: main
                  properties: { replication_num: 1, resource_group: small }
                """));
        assertThat(found()).isEmpty();
        assertThat(dev.databases().of("ods", name -> "?")).contains("raw_dev");
        assertThat(dev.databases().of("dwd", name -> "anna.b")).contains("dwd_anna_b");
        assertThat(dev.databases().variables()).containsExactly("USER");
        assertThat(dev.loads()).containsExactly("ods");
        assertThat(dev.properties()).hasToString("{replication_num=1, resource_group=small}");
    }

    @Test
    void one_pattern_stands_for_all_databases() {
        assertThat(dev(load("dev: { base: prod, databases: \"dev_*\" }"))
                        .databases()
                        .of("dwd", name -> name))
                .contains("dev_dwd");
        assertThat(found()).isEmpty();
    }

    @Test
    void an_unknown_base_names_the_nearest_one() {
        load("dev: { base: prd, databases: \"*_dev\" }");
        assertThat(found()).contains("ORR-M095", "did you mean 'prod'?", "embedded");
    }

    @Test
    void the_projects_own_server_is_a_base_without_a_line() {
        load("dev: { base: embedded, databases: \"*_dev\" }");
        assertThat(found()).isEmpty();
    }

    @Test
    void bases_in_a_circle_are_told_once_for_each_that_stands_on_it() {
        load(
                "a: { base: b, databases: \"*_a\" }\nb: { base: a, databases: \"*_b\" }\nc: { base: a, databases: \"*_c\" }");
        assertThat(found()).contains("a → b → a", "b → a → b").doesNotContain("c → ");
    }

    @Test
    void two_models_may_not_become_one_object() {
        load("dev: { base: prod, databases: { ods: play, dwd: play } }");
        assertThat(found()).contains("ORR-M097", "both 'dwd.txn' and 'ods.txn' would be 'play.txn'");
    }

    @Test
    void a_bases_database_is_not_to_be_written() {
        load("dev: { base: prod, databases: { dwd: ods } }");
        assertThat(found()).contains("ORR-M098", "maps 'dwd' onto 'ods'", "base 'prod'");
    }

    @Test
    void neither_is_one_of_the_bases_base() {
        load("staging: { base: prod, databases: \"*_s\" }\ndev: { base: staging, databases: { dwd: ods, ods: x } }");
        assertThat(found()).contains("ORR-M098", "base 'prod'");
    }

    @Test
    void what_is_one_name_for_the_state_is_one_for_the_databases() {
        Environment dev = dev(load("dev: { base: prod, databases: \"*_${env:USER}\" }"));
        for (String user : List.of("Alice", "alice", "ALICE")) {
            assertThat(dev.stateName(name -> user)).isEqualTo("dev_alice");
            assertThat(dev.databases().of("dwd", name -> user)).contains("dwd_alice");
        }
        assertThat(List.of("feature/x", "../x", "x;INIT=RUNSCRIPT"))
                .extracting(value -> dev.stateName(name -> value))
                .containsExactly("dev_feature_x", "dev____x", "dev_x_init_runscript");
    }

    @Test
    void two_environments_of_one_server_may_not_share_their_state() {
        load("""
                dev-x: { base: prod, databases: "*_a" }
                dev_x: { base: prod, databases: "*_b" }
                Dev_X: { hosts: "fe9:9030", databases: "*_b" }
                """);
        assertThat(found())
                .containsOnlyOnce("ORR-M099")
                .contains("environment 'dev_x' and of 'dev-x', both on one server", "one name: 'dev_x'");
    }

    @Test
    void a_variable_may_not_make_one_state_of_two() {
        Project project = load("""
                dev: { base: prod, databases: "*_${env:USER}" }
                dev_alice: { base: prod, databases: "*_x" }
                """);
        assertThat(found()).isEmpty();
        EnvironmentRules.check(project, dev(project), variable -> "bob", diagnostics);
        assertThat(found()).isEmpty();
        EnvironmentRules.check(project, dev(project), variable -> "Alice", diagnostics);
        assertThat(found()).contains("ORR-M099", "one name: 'dev_alice'");
    }

    @Test
    void names_that_only_look_like_one_are_refused() {
        load("dev: { base: prod, databases: { \"*\": play, dwd: 'my db', dwdd: x } }");
        assertThat(found())
                .contains("'play' is no name of all databases", "'my db' is no name of a database")
                .contains("no layer of this project has the database 'dwdd'", "did you mean 'dwd'?");
    }

    @Test
    void the_server_is_the_bases() {
        load("dev: { base: prod, hosts: \"fe2:9030\", databases: \"*_dev\" }");
        assertThat(found()).contains("ORR-M043", "'hosts' is its base's");
    }

    @Test
    void an_unknown_property_names_the_nearest_and_some_are_for_shared_data() {
        load("dev: { base: prod, databases: \"*_dev\", properties: { replication_nun: 1, warehouse: w } }");
        assertThat(found()).contains("did you mean 'replication_num'?", "'warehouse' is for servers with run_mode");
    }

    @Test
    void only_loaded_layers_are_loaded() {
        load("dev: { base: prod, databases: \"*_dev\", loads: [dwd, odz] }");
        assertThat(found()).contains("layer 'dwd' is not loaded", "did you mean 'ods'?");
    }

    @Test
    void a_layers_grants_are_those_of_its_models_but_for_roles_of_which_they_speak() {
        Map<String, String> files = new HashMap<>();
        files.put("orrery.yml", HEAD);
        files.put("models/ods/txn.sql", TABLE);
        files.put("models/dwd/a.sql", "SELECT id FROM ods.txn\n");
        files.put("models/dwd/b.sql", "/*---\ngrants: { desk: select }\n---*/\nSELECT id FROM ods.txn\n");
        files.put("models/dwd/c.sql", "/*---\ngrants: { analyst: [] }\n---*/\nSELECT id FROM ods.txn\n");
        Project project = Project.load(SourceFiles.of(files), diagnostics);
        assertThat(found()).isEmpty();
        assertThat(project.models())
                .filteredOn(model -> model.layer().name().equals("dwd"))
                .extracting(model -> model.grants().toString())
                .containsExactly("{analyst=[SELECT]}", "{analyst=[SELECT], desk=[SELECT]}", "{}");
    }

    @Test
    void a_privilege_that_the_kind_cannot_have_or_that_is_none_is_refused() {
        Map<String, String> files = new HashMap<>();
        files.put("orrery.yml", HEAD.replace("[select]", "[select, insrt]"));
        files.put("models/ods/txn.sql", TABLE);
        files.put("models/dwd/a.sql", "/*---\ngrants: { desk: [select, insert] }\n---*/\nSELECT id FROM ods.txn\n");
        files.put("models/dwd/b.sql", "/*---\ngrants: { desk: all }\n---*/\nSELECT id FROM ods.txn\n");
        Project.load(SourceFiles.of(files), diagnostics);
        assertThat(found())
                .contains("'insrt' is no privilege on a model", "did you mean 'INSERT'?")
                .contains("ORR-M044", "nobody can be granted INSERT on a view")
                .contains("'all' is no privilege on a model");
    }

    @Test
    void of_a_layers_grants_each_kind_takes_what_it_can_have() {
        Map<String, String> files = new HashMap<>();
        files.put(
                "orrery.yml",
                HEAD.replace("loaded: true", "loaded: true, grants: { loader: [insert, select, refresh] }"));
        files.put("models/ods/txn.sql", TABLE);
        assertThat(Project.load(SourceFiles.of(files), diagnostics).models())
                .extracting(model -> model.grants().toString())
                .containsExactly("{loader=[INSERT, SELECT]}");
        assertThat(found()).isEmpty();
    }
}
