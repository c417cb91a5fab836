// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class YamlMapTest {
    private final Diagnostics diagnostics = new Diagnostics();

    private YamlMap read(String text) {
        return Yaml.map(new SourceFile("orrery.yml", text), diagnostics);
    }

    private String found() {
        return diagnostics.sorted().stream().map(DiagnosticText::of).collect(Collectors.joining());
    }

    @Test
    void values_are_read_by_kind() {
        YamlMap map = read("""
                name: bank
                starrocks: 3.5
                slots: 4
                loaded: true
                lag: 10 minutes
                tags: [a, b]
                one: a
                layers:
                  ods: {kind: table}
                """);

        assertThat(map.text("starrocks")).contains("3.5");
        assertThat(map.wholeNumber("slots")).contains(4L);
        assertThat(map.flag("loaded")).contains(true);
        assertThat(map.duration("lag")).contains(Duration.ofMinutes(10));
        assertThat(map.texts("tags")).containsExactly("a", "b");
        assertThat(map.texts("one")).containsExactly("a");
        assertThat(map.map("layers").map("ods").text("kind")).contains("table");
        assertThat(map.needText("name")).contains("bank");
        map.refuseOthers();
        assertThat(diagnostics.sorted()).isEmpty();
    }

    @Test
    void an_unknown_key_names_the_nearest_and_its_place() {
        YamlMap map = read("name: bank\nlayer: {}\n");
        map.text("name");
        map.map("layers");
        map.refuseOthers();

        assertThat(found()).isEqualTo("""
                error[ORR-M031]: the key 'layer' is not known here
                  --> orrery.yml:2:1
                   2 | layer: {}
                     | ^^^^^ did you mean 'layers'?
                  help: known here: layers, name
                """);
    }

    @Test
    void a_key_that_stands_twice_is_refused() {
        read("a: 1\nb: 2\na: 3\n");
        assertThat(found())
                .contains("'a' stands twice")
                .contains("orrery.yml:3:1")
                .contains("in line 1");
    }

    @Test
    void a_value_of_another_kind_is_refused_with_what_stands_there() {
        YamlMap map = read("loaded: maybe\nlayers: [a]\nname:\nlag: 10 parsecs\n");
        assertThat(map.flag("loaded")).isEmpty();
        assertThat(map.map("layers").names()).isEmpty();
        assertThat(map.text("name")).isEmpty();
        assertThat(map.duration("lag")).isEmpty();

        assertThat(found())
                .contains("'loaded' wants true or false, here stands 'maybe'")
                .contains("'layers' wants keys with values, here stands a list")
                .contains("'name' wants a text, here stands nothing")
                .contains("'10 parsecs' is not a duration");
    }

    @Test
    void broken_yaml_is_one_finding_with_a_place() {
        read("name: bank\n  layers: x\n");
        assertThat(diagnostics.sorted()).hasSize(1);
        assertThat(found()).contains("error[ORR-M030]").contains("orrery.yml:2:9");
    }

    @Test
    void places_count_characters_also_behind_a_picture() {
        SourceFile file = new SourceFile("a.sql", "/*---\n# \uD83D\uDE00 header\nkind: x\n---*/");
        YamlMap map = Yaml.map(file, 6, file.text().indexOf("---*/"), diagnostics);
        map.refuseOthers();
        assertThat(found()).contains("a.sql:3:1");
    }

    private enum Colour {
        DARK_BLUE,
        RED
    }

    @Test
    void a_choice_names_the_nearest_word() {
        YamlMap map = read("colour: dark_blu\n");
        assertThat(map.choice("colour", Colour.class)).isEmpty();
        assertThat(found()).contains("'dark_blu' is no value of 'colour'").contains("did you mean 'dark_blue'?");
    }

    @Test
    void a_secret_stays_a_reference_until_it_is_revealed() {
        YamlMap map = read("password: ${env:PW}\nother: letmein\n");
        Secret secret = map.secret("password").orElseThrow();
        Secret.Source source = new Secret.Source() {
            @Override
            public Optional<String> environmentVariable(String name) {
                return name.equals("PW") ? Optional.of("s3cret") : Optional.empty();
            }

            @Override
            public Optional<String> file(String path) {
                return Optional.empty();
            }
        };

        assertThat(secret).hasToString("${env:PW}");
        assertThat(secret.reveal(source)).contains("s3cret");
        assertThat(Secret.of("s3cret")).hasToString("***");
        assertThat(map.secret("other")).isEmpty();
        assertThat(found()).contains("error[ORR-M036]");
    }

    @Test
    void durations_are_read_and_written() {
        assertThat(DurationText.read("1 h 30 min")).contains(Duration.ofMinutes(90));
        assertThat(DurationText.read("90 s")).contains(Duration.ofSeconds(90));
        assertThat(List.of("", "10", "ten minutes", "5 min and", "min 5"))
                .allSatisfy(text -> assertThat(DurationText.read(text)).isEmpty());
        for (String text : List.of("90 s", "10 min", "2 h", "3 d", "5 ms", "0 s")) {
            assertThat(DurationText.write(DurationText.read(text).orElseThrow()))
                    .isEqualTo(text);
        }
    }
}
