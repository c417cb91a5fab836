// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PipelineReaderTest {
    private static final String GOOD = """
            pipeline:
              name: core
              parallelism: 2
              checkpoint_interval: 5 s
              dead_letters: .orrery/refused.ndjson
              time_zone: Asia/Shanghai
            sources:
              - { name: snapshot, type: files, path: data/initial/*.csv, format: csv, delimiter: ";" }
              - name: changes
                type: files
                path: data/events
                format: debezium-json
                position: [source.lsn]
                epoch: us
                watch: 1 s
                after: snapshot
            routes:
              - { from: core.txn, into: ods.txn, columns: { amount: amt } }
              - { source: changes, from: core.branch, into: dim.branch }
            """;

    private final Diagnostics diagnostics = new Diagnostics();

    private Optional<Pipeline> read(String text) {
        return PipelineReader.read(new SourceFile("pipelines/core.yml", text), diagnostics);
    }

    private String found() {
        return diagnostics.sorted().stream().map(DiagnosticText::of).collect(Collectors.joining());
    }

    @Test
    void every_key_is_read() {
        Pipeline pipeline = read(GOOD).orElseThrow(() -> new AssertionError(found()));

        assertThat(pipeline.name()).isEqualTo("core");
        assertThat(pipeline.parallelism()).isEqualTo(2);
        assertThat(pipeline.checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(pipeline.deadLetters()).isEqualTo(".orrery/refused.ndjson");
        assertThat(pipeline.timeZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        Source.Files changes = (Source.Files) pipeline.sources().get(1);
        assertThat(changes.format()).isEqualTo(new Format.DebeziumJson(List.of("source.lsn"), Format.Epoch.US));
        assertThat(changes.watch()).contains(Duration.ofSeconds(1));
        assertThat(((Source.Files) pipeline.sources().get(0)).format()).isEqualTo(new Format.Csv(';', "\\N"));
        assertThat(pipeline.routes().get(0).into().value()).isEqualTo(new ModelName("ods", "txn"));
        assertThat(pipeline.routes().get(0).columns())
                .hasEntrySatisfying("amount", field -> assertThat(field.value()).isEqualTo("amt"));
        assertThat(diagnostics.sorted()).isEmpty();
    }

    @Test
    void a_source_that_comes_after_another_overrules_it() {
        Pipeline pipeline = read(GOOD).orElseThrow();

        assertThat(pipeline.rank(pipeline.sources().get(0))).isZero();
        assertThat(pipeline.rank(pipeline.sources().get(1))).isEqualTo(1);
    }

    @Test
    void a_route_without_a_source_is_for_every_source() {
        Pipeline pipeline = read(GOOD).orElseThrow();

        assertThat(pipeline.routesOf(pipeline.sources().get(0))).hasSize(1);
        assertThat(pipeline.routesOf(pipeline.sources().get(1))).hasSize(2);
    }

    @Test
    void an_unknown_key_is_refused_with_the_nearest_name() {
        assertThat(read(GOOD.replace("checkpoint_interval", "checkpoint_intervall")))
                .isEmpty();

        assertThat(found()).isEqualTo("""
                error[ORR-M031]: the key 'checkpoint_intervall' is not known here
                  --> pipelines/core.yml:4:3
                   4 |   checkpoint_intervall: 5 s
                     |   ^^^^^^^^^^^^^^^^^^^^ did you mean 'checkpoint_interval'?
                  help: known here: checkpoint_interval, dead_letters, name, parallelism, time_zone
                """);
    }

    @Test
    void a_key_of_another_format_is_not_known() {
        read(GOOD.replace("delimiter: \";\"", "epoch: ms"));

        assertThat(found()).contains("the key 'epoch' is not known here");
    }

    @Test
    void a_source_that_is_not_there_is_named_with_the_nearest() {
        assertThat(read(GOOD.replace("source: changes", "source: chnages"))).isEmpty();

        assertThat(found())
                .contains("error[ORR-L001]: there is no source 'chnages'")
                .contains("did you mean 'changes'?");
    }

    @Test
    void two_sources_of_one_name_are_refused() {
        read(GOOD.replace("name: changes", "name: snapshot"));

        assertThat(found()).contains("error[ORR-L002]: two sources are named 'snapshot'");
    }

    @Test
    void sources_that_come_after_each_other_are_refused() {
        read(GOOD.replace("delimiter: \";\"", "after: changes"));

        assertThat(found()).contains("error[ORR-L003]: source 'snapshot' comes after itself");
    }

    @Test
    void bad_values_are_refused_where_they_stand() {
        read(GOOD.replace("parallelism: 2", "parallelism: 0")
                .replace("name: core", "name: '1 core'")
                .replace("Asia/Shanghai", "Asia/Shangri-La")
                .replace("into: ods.txn", "into: txn")
                .replace("\";\"", "\";;\""));

        assertThat(found())
                .contains("'parallelism' is 0", "'1 core' cannot name a pipeline", "'Asia/Shangri-La' is no time zone")
                .contains("'txn' does not name a table", "';;' cannot part the fields of a CSV");
    }

    @Test
    void an_unknown_kind_of_source_lists_the_known_ones() {
        read(GOOD.replace("type: files, path", "type: file, path"));

        assertThat(found()).contains("did you mean 'files'?");
    }

    @Test
    void missing_parts_are_named() {
        assertThat(read("pipeline: { name: core }")).isEmpty();

        assertThat(found()).contains("the key 'sources' is missing here", "the key 'routes' is missing here");
    }
}
