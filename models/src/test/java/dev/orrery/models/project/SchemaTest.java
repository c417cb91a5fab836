// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.tests.ModelTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schemas in docs/schemas know the keys and words that the readers know: what a reader says is compared with them. */
class SchemaTest {
    private static final Path FOLDER = Path.of("../docs/schemas");
    private static final String TABLE = "CREATE TABLE a (id INT) DUPLICATE KEY (id) DISTRIBUTED BY HASH (id)";

    /** JSON is YAML. */
    private static Object schema(String name) throws IOException {
        return new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(FOLDER.resolve(name + ".schema.json")));
    }

    private static Object at(Object schema, String path) {
        Object found = schema;
        for (String step : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            found = found instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) found).get(step);
        }
        return found;
    }

    private static List<Diagnostic> read(String kind, String yaml) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(Project.FILE, "name: x\nlayers: { l: { kind: table } }\n");
        texts.put("models/l/a.sql", TABLE);
        switch (kind) {
            case "orrery" -> texts.put(Project.FILE, yaml);
            case "header" -> texts.put("models/l/a.sql", "/*---\n" + yaml + "\n---*/\n" + TABLE);
            default -> texts.put("tests/a.yml", yaml);
        }
        Diagnostics diagnostics = new Diagnostics();
        Project project = Project.load(SourceFiles.of(texts), diagnostics);
        if (kind.equals("tests")) {
            ModelTests.read(SourceFiles.of(texts), Compiler.compile(project, diagnostics), diagnostics);
        }
        return diagnostics.sorted();
    }

    private static Set<String> told(List<Diagnostic> found, String code, String before) {
        String help = found.stream()
                .filter(finding -> finding.code().id().equals(code))
                .flatMap(finding -> finding.help().stream())
                .filter(text -> text.startsWith(before))
                .findFirst()
                .orElse(before);
        Set<String> words = new TreeSet<>();
        Stream.of(help.substring(before.length()).split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        return words;
    }

    private static Set<String> keys(Object object) {
        Set<String> keys = new TreeSet<>();
        if (((Map<?, ?>) object).get("oneOf") instanceof List<?> several) {
            several.forEach(one -> keys.addAll(keys(one)));
        } else {
            ((Map<?, ?>) ((Map<?, ?>) object).get("properties")).keySet().forEach(key -> keys.add(key.toString()));
        }
        return keys;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orrery | '' | name: x\\nzzz: 1",
                "orrery | properties/layers/additionalProperties | name: x\\nlayers: { a: { zzz: 1 } }",
                "orrery | properties/environments/additionalProperties | name: x\\nenvironments: { a: { hosts: a:1, zzz: 1 } }",
                "orrery | properties/refresher | name: x\\nrefresher: { zzz: 1 }",
                "orrery | properties/tests | name: x\\ntests: { zzz: 1 }",
                "header | '' | zzz: 1",
                "header | properties/tests/items | tests: [ { zzz: 1 } ]",
                "header | properties/tests/items/oneOf/2/properties/accepted_values | tests: [ { accepted_values: { column: id, zzz: 1 } } ]",
                "header | properties/tests/items/oneOf/4/properties/relationships | tests: [ { relationships: { column: id, zzz: 1 } } ]",
                "tests | '' | name: a\\nmodel: l.a\\nexpect: []\\nzzz: 1",
                "tests | oneOf/1 | tests: []\\nzzz: 1",
            })
    void a_schema_has_the_keys_of_its_reader(String name, String path, String yaml) throws IOException {
        List<Diagnostic> found = read(name, yaml.replace("\\n", "\n"));
        assertThat(found).as(yaml).anyMatch(finding -> finding.code().id().equals("ORR-M031"));
        assertThat(keys(at(schema(name), path))).as(yaml).isEqualTo(told(found, "ORR-M031", "known here:"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orrery | properties/run_mode | name: x\\nrun_mode: zzz",
                "orrery | properties/features/items | name: x\\nfeatures: [zzz]",
                "orrery | properties/rules/additionalProperties | name: x\\nrules: { ORR-M100: zzz }",
                "orrery | properties/layers/additionalProperties/properties/kind | name: x\\nlayers: { a: { kind: zzz } }",
                "header | properties/kind | kind: zzz",
                "header | properties/refresh | refresh: zzz",
                "header | properties/rewrite | rewrite: zzz",
            })
    void a_schema_has_the_words_of_its_reader(String name, String path, String yaml) throws IOException {
        Set<String> words = new TreeSet<>();
        ((List<?>) ((Map<?, ?>) at(schema(name), path)).get("enum")).forEach(word -> words.add(word.toString()));
        List<Diagnostic> found = read(name, yaml.replace("\\n", "\n"));
        assertThat(words).as(yaml).isEqualTo(told(found, "ORR-M035", "it is one of"));
    }

    @Test
    void every_schema_is_named_by_the_example() throws IOException {
        Path bank = Path.of("../examples/bank");
        assertThat(bank.resolve(".schemas/orrery.schema.json")).exists();
        try (Stream<Path> files = Files.walk(bank)) {
            List<Path> yaml = files.filter(file ->
                            file.toString().endsWith(".yml") && !file.toString().contains(".orrery/"))
                    .toList();
            assertThat(yaml).isNotEmpty().allSatisfy(file -> {
                String first = Files.readString(file).lines().findFirst().orElse("");
                assertThat(first).startsWith("# yaml-language-server: $schema=");
                assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1)))
                        .exists();
            });
        }
    }
}
