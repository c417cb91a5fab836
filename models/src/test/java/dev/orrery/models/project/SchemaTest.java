// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.tests.ModelTests;
import dev.orrery.models.yaml.Yaml;
import dev.orrery.models.yaml.YamlMap;
import dev.orrery.models.yaml.YamlValue;
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

/** The schemas in docs/schemas know the keys and words that the readers know: what a reader says is compared with them. */
class SchemaTest {
    private static final Path FOLDER = Path.of("../docs/schemas");
    private static final String TABLE = "CREATE TABLE a (id INT) DUPLICATE KEY (id) DISTRIBUTED BY HASH (id)";

    /** JSON is YAML. A number leads into a list. */
    private static YamlValue schema(String name, String path) throws IOException {
        Path file = FOLDER.resolve(name + ".schema.json");
        String text = "{\"root\": " + Files.readString(file) + "}";
        YamlMap all = Yaml.map(new SourceFile(file.toString(), text), new Diagnostics());
        YamlValue found = all.find("root").orElseThrow();
        for (String step : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            found = found.isList()
                    ? found.list().get(Integer.parseInt(step))
                    : found.map().find(step).orElseThrow();
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

    private static Set<String> keys(YamlValue object) {
        Set<String> keys = new TreeSet<>(object.map().map("properties").names());
        object.map().list("oneOf").forEach(one -> keys.addAll(keys(one)));
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
        assertThat(keys(schema(name, path))).as(yaml).isEqualTo(told(found, "ORR-M031", "known here:"));
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
        Set<String> words = new TreeSet<>(schema(name, path).map().texts("enum"));
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
