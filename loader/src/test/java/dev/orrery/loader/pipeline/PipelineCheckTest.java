// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.loader.table.ColumnType;
import dev.orrery.loader.table.TargetColumn;
import dev.orrery.loader.table.TargetTable;
import dev.orrery.loader.table.Targets;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineCheckTest {
    private static final String GOOD = """
            sources:
              - { name: snapshot, type: files, path: data/*.csv, format: csv }
            routes:
              - { from: core.txn, into: ods.txn, columns: { amount: amt } }
            """;

    @TempDir
    Path project;

    private final Diagnostics diagnostics = new Diagnostics();

    private static TargetColumn column(String name, String type, TargetColumn.Role role) {
        TargetColumn.Nullability nullability =
                role == TargetColumn.Role.KEY ? TargetColumn.Nullability.NOT_NULL : TargetColumn.Nullability.NULLABLE;
        return new TargetColumn(name, ColumnType.ofServer(type), nullability, role);
    }

    private static Targets targets() {
        TargetTable txn = new TargetTable(
                "ods",
                "txn",
                List.of(
                        column("txn_id", "bigint(20)", TargetColumn.Role.KEY),
                        column("amount", "decimal(18, 2)", TargetColumn.Role.VALUE),
                        column("city", "varchar(64)", TargetColumn.Role.GENERATED)));
        TargetTable log = new TargetTable("ods", "log", List.of(column("at", "datetime", TargetColumn.Role.VALUE)));
        TargetTable day = new TargetTable("dws", "day", List.of(column("id", "int", TargetColumn.Role.KEY)));
        return Targets.of(List.of(txn, log, day), Optional.of(Set.of("ods", "dim")));
    }

    @BeforeEach
    void a_file_is_there() throws IOException {
        Files.createDirectories(project.resolve("data"));
        Files.writeString(project.resolve("data/core.txn.csv"), "txn_id,amt\n1,2.00\n");
    }

    private String check(String text) {
        Pipeline pipeline = PipelineReader.read(new SourceFile("pipelines/core.yml", text), diagnostics)
                .orElseThrow();
        PipelineCheck.against(pipeline, targets(), diagnostics);
        FileCheck.against(pipeline, targets(), project, diagnostics);
        return diagnostics.sorted().stream().map(DiagnosticText::of).collect(Collectors.joining());
    }

    @Test
    void a_good_pipeline_has_no_findings() {
        assertThat(check(GOOD)).isEmpty();
    }

    @Test
    void a_table_that_is_not_there_is_named_with_the_nearest() {
        assertThat(check(GOOD.replace("ods.txn", "ods.tnx"))).isEqualTo("""
                error[ORR-L005]: there is no table 'ods.tnx'
                  --> pipelines/core.yml:4:29
                   4 |   - { from: core.txn, into: ods.tnx, columns: { amount: amt } }
                     |                             ^^^^^^^ did you mean 'ods.txn'?
                  help: a pipeline fills tables that models define: models/<layer>/tnx.sql with CREATE TABLE
                """);
    }

    @Test
    void a_column_that_the_table_does_not_have_is_named_with_the_nearest() {
        assertThat(check(GOOD.replace("amount: amt", "amuont: amt")))
                .contains("error[ORR-L008]: 'ods.txn' has no column 'amuont'")
                .contains("did you mean 'amount'?");
    }

    @Test
    void a_generated_column_is_not_written() {
        assertThat(check(GOOD.replace("amount: amt", "amount: amt, city: town")))
                .contains("error[ORR-L009]: 'city' is a generated column: the server computes it");
    }

    @Test
    void only_loaded_layers_are_written() {
        assertThat(check(GOOD.replace("ods.txn, columns: { amount: amt }", "dws.day")))
                .contains("error[ORR-L006]: 'dws.day' is in a layer that pipelines do not write to");
    }

    @Test
    void a_table_without_a_primary_key_is_refused() {
        assertThat(check(GOOD.replace("ods.txn, columns: { amount: amt }", "ods.log")))
                .contains("error[ORR-L007]: 'ods.log' has no PRIMARY KEY");
    }

    @Test
    void one_way_twice_is_refused_and_a_source_without_a_way() {
        assertThat(check(GOOD + "  - { from: core.txn, into: ods.txn }\n"))
                .contains("error[ORR-L010]: 'core.txn' is routed into 'ods.txn' a second time");
        assertThat(check(GOOD.replace("- { from", "- { source: snapshot, from")
                        .replace("routes:", "  - { name: more, type: files, path: x, format: csv }\nroutes:")))
                .contains("error[ORR-L011]: no route takes anything from source 'more'")
                .contains("warning[ORR-L030]: no file is at 'x'");
    }

    @Test
    void a_stream_that_no_file_has_is_named_with_the_nearest() {
        assertThat(check(GOOD.replace("core.txn,", "core.tnx,")))
                .contains("warning[ORR-L031]: no source has a stream 'core.tnx'")
                .contains("did you mean 'core.txn'?");
    }

    @Test
    void a_header_must_hold_the_key_and_should_hold_columns() throws IOException {
        Files.writeString(project.resolve("data/core.txn.csv"), "txnid,amt,note\n");

        assertThat(check(GOOD))
                .contains("error[ORR-L032]: 'data/core.txn.csv' has no field 'txn_id', which is a key of 'ods.txn'")
                .contains("did you mean 'txnid'?")
                .contains("warning[ORR-L033]: field 'note' of 'data/core.txn.csv' goes nowhere");
    }
}
