// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.yaml.Yaml;
import dev.orrery.models.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/schemas/pipeline.schema.json knows the keys that the reader knows: what the reader says is compared with it. */
class PipelineSchemaTest {
    private static final Path SCHEMA = Path.of("../docs/schemas/pipeline.schema.json");

    @Test
    void a_schema_has_the_keys_of_its_reader() throws IOException {
        assertThat(keys("")).isEqualTo(known("zzz: 1"));
        assertThat(keys("properties/pipeline")).isEqualTo(known("pipeline: { zzz: 1 }"));
        assertThat(keys("properties/routes/items")).isEqualTo(known("routes: [ { from: a, into: b.c, zzz: 1 } ]"));
        Set<String> source = known("sources: [ { name: a, type: files, path: x, format: csv, zzz: 1 } ]");
        source.addAll(known("sources: [ { name: a, type: files, path: x, format: debezium-json, zzz: 1 } ]"));
        assertThat(keys("properties/sources/items")).isEqualTo(source);
    }

    private static Set<String> known(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        PipelineReader.read(new SourceFile("pipelines/a.yml", yaml), diagnostics);
        List<Diagnostic> unknown = diagnostics.sorted().stream()
                .filter(finding -> finding.code().id().equals("ORR-M031"))
                .toList();
        assertThat(unknown).as(yaml).hasSize(1);
        String help = unknown.get(0).help().orElseThrow();
        Set<String> keys = new TreeSet<>();
        Stream.of(help.substring(help.indexOf(':') + 1).split(",", -1))
                .map(String::strip)
                .forEach(keys::add);
        return keys;
    }

    /** JSON is YAML. */
    private static Set<String> keys(String path) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        YamlMap found = Yaml.map(new SourceFile(SCHEMA.toString(), Files.readString(SCHEMA)), diagnostics);
        for (String step : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            found = found.map(step);
        }
        Set<String> keys = new TreeSet<>(found.map("properties").names());
        assertThat(diagnostics.sorted()).isEmpty();
        return keys;
    }
}
