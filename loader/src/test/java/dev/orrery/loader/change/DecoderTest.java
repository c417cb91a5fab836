// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.loader.pipeline.Format;
import dev.orrery.loader.table.ColumnType;
import dev.orrery.loader.table.TargetColumn;
import dev.orrery.loader.table.TargetTable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
    private static final Format CSV = new Format.Csv(',', "\\N");
    private static final Format DEBEZIUM = new Format.DebeziumJson(List.of(), Format.Epoch.MS);
    private static final ZoneId UTC = ZoneOffset.UTC;

    private final List<String> out = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    private static TargetColumn column(String name, String type) {
        boolean key = name.startsWith("k");
        boolean required = key || name.startsWith("n");
        return new TargetColumn(
                name,
                ColumnType.ofServer(type),
                required ? TargetColumn.Nullability.NOT_NULL : TargetColumn.Nullability.NULLABLE,
                key
                        ? TargetColumn.Role.KEY
                        : name.startsWith("g") ? TargetColumn.Role.GENERATED : TargetColumn.Role.VALUE);
    }

    private static Way way(Map<String, String> renamed, TargetColumn... columns) {
        TargetTable table = new TargetTable("ods", "t", List.of(columns));
        HashMap<String, String> fields = new HashMap<>();
        table.writable().forEach(c -> fields.put(c.name(), renamed.getOrDefault(c.name(), c.name())));
        return new Way("core.t", 0, table, fields);
    }

    private void decode(Decoder decoder, Line line) {
        decoder.decode(line, new Decoder.Output() {
            @Override
            public void change(Change change) {
                changes.add(change);
                out.add(change.op() + " " + change.row());
            }

            @Override
            public void refuse(String table, String reason) {
                out.add("refused: " + (table.isEmpty() ? "" : table + ": ") + reason);
            }

            @Override
            public void unrouted(String stream) {
                out.add("unrouted: " + stream);
            }
        });
    }

    private void csv(Way way, String header, String text) {
        Decoder decoder = Decoder.of(new Decoder.Settings(CSV, 0, UTC, List.of(way)));
        decode(decoder, new Line("initial/core.t.csv", 2, header, text, ""));
    }

    private void event(Way way, String text) {
        Decoder decoder = Decoder.of(new Decoder.Settings(DEBEZIUM, 1, UTC, List.of(way)));
        decode(decoder, new Line("events/2026.jsonl", 2, "", text, ""));
    }

    private static Way simple() {
        return way(Map.of(), column("k", "bigint(20)"), column("label", "varchar(5)"), column("g", "int(11)"));
    }

    @Test
    void a_row_of_csv_is_matched_by_its_header_without_case() {
        csv(simple(), "LABEL,K,other", "\"a\"\"b,\",7,x");

        assertThat(out).containsExactly("UPSERT {\"k\":7,\"label\":\"a\\\"b,\",\"__op\":0}");
        assertThat(changes.get(0).key()).isEqualTo("ods.t[7]");
        assertThat(changes.get(0).position()).isEqualTo(Position.FIRST);
    }

    @Test
    void a_field_with_another_name_fills_the_column_that_the_route_says() {
        csv(way(Map.of("label", "Name"), column("k", "int(11)"), column("label", "varchar(5)")), "k,name", "1,x");

        assertThat(out).containsExactly("UPSERT {\"k\":1,\"label\":\"x\",\"__op\":0}");
    }

    @Test
    void null_text_and_empty_numbers_are_null_and_quoted_ones_are_texts() {
        Way way = way(Map.of(), column("k", "int(11)"), column("a", "int(11)"), column("b", "varchar(9)"));
        csv(way, "k,a,b", "1,,");
        csv(way, "k,a,b", "1,\\N,\\N");
        csv(way, "k,a,b", "1,2,\"\\N\"");

        assertThat(out)
                .containsExactly(
                        "UPSERT {\"k\":1,\"b\":\"\",\"__op\":0}",
                        "UPSERT {\"k\":1,\"__op\":0}",
                        "UPSERT {\"k\":1,\"a\":2,\"b\":\"\\\\N\",\"__op\":0}");
    }

    @Test
    void a_broken_line_of_csv_is_refused_with_its_reason() {
        csv(simple(), "k,label", "1");
        csv(simple(), "k,label", "1,\"x");
        csv(simple(), "k,label", "1,\"x\"y");
        csv(simple(), "k,k", "1,2");
        csv(simple(), "k,label", ",x");

        assertThat(out)
                .containsExactly(
                        "refused: the header has 2 fields, this line 1",
                        "refused: the quote that opens field 2 is never closed",
                        "refused: text after the closing quote of field 2",
                        "refused: the header names 'k' twice",
                        "refused: ods.t: column 'k' must not be NULL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            boolean        | true                      | 1
            tinyint(4)     | -128                      | -128
            tinyint(4)     | 128                       | -
            int(11)        | 2147483647                | 2147483647
            int(11)        | 2147483648                | -
            int(11)        | 1.0                       | 1
            int(11)        | 1.5                       | -
            int(11)        | 1e999999999               | -
            bigint(20)     | 9223372036854775807       | 9223372036854775807
            largeint(40)   | 170141183460469231731687303715884105727 | 170141183460469231731687303715884105727
            largeint(40)   | 170141183460469231731687303715884105728 | -
            double         | 1.5e3                     | 1500.0
            double         | nan                       | -
            double         | 1e400                     | -
            float          | 1e39                      | -
            decimal(5, 2)  | 123.4                     | 123.40
            decimal(5, 2)  | 123.456                   | -
            decimal(5, 2)  | 1234                      | -
            decimal(5, 2)  | 0e50                      | 0.00
            date           | 2026-01-31                | "2026-01-31"
            date           | 2026-02-30                | -
            datetime       | 2026-01-31 12:00:00       | "2026-01-31 12:00:00"
            datetime       | 2026-01-31T12:00:00.120   | "2026-01-31 12:00:00.12"
            datetime       | 2026-01-31T12:00:00Z      | "2026-01-31 12:00:00"
            datetime       | 2026-01-31T12:00:00+02:00 | "2026-01-31 10:00:00"
            datetime       | 2026-01-31                | "2026-01-31 00:00:00"
            datetime       | 31.01.2026                | -
            varchar(5)     | Größe                     | -
            varchar(7)     | Größe                     | "Größe"
            json           | {"a": 1.10}               | {"a":1.10}
            json           | {a                        | -
            array<int(11)> | [1]                       | [1]
            array<int(11)> | {}                        | -
            bitmap         | 1                         | -
            """)
    void a_value_fits_its_column_or_the_line_is_refused(String type, String text, String written) {
        csv(
                way(Map.of(), column("k", "int(11)"), column("v", type)),
                "k;v".replace(';', ','),
                "1,\"" + text.replace("\"", "\"\"") + "\"");

        if (written == null) {
            assertThat(out).singleElement().asString().startsWith("refused: ods.t: column 'v' ");
        } else {
            assertThat(out).containsExactly("UPSERT {\"k\":1,\"v\":" + written + ",\"__op\":0}");
        }
    }

    private static String change(String op, String before, String after, int pos) {
        return """
                {"before":%s,"after":%s,"source":{"connector":"mysql","db":"core","table":"t",\
                "file":"binlog.000042","pos":%d,"row":0},"op":"%s","ts_ms":1}""".formatted(before, after, pos, op);
    }

    @Test
    void creates_updates_and_deletes_become_writes_and_a_delete_fills_what_must_not_be_null() {
        Way way = way(
                Map.of(),
                column("k", "int(11)"),
                column("n", "decimal(9, 2)"),
                column("d", "date"),
                column("v", "int(11)"));
        event(way, change("c", "null", "{\"k\":1,\"n\":\"2.50\",\"d\":20484,\"v\":null}", 1));
        event(way, change("u", "{\"k\":1,\"n\":\"2.50\"}", "{\"k\":1,\"n\":3}", 2));
        event(way, change("d", "{\"k\":1,\"n\":\"3\"}", "null", 3));

        assertThat(out)
                .containsExactly(
                        "UPSERT {\"k\":1,\"n\":2.50,\"d\":\"2026-01-31\",\"__op\":0}",
                        "UPSERT {\"k\":1,\"n\":3.00,\"__op\":0}",
                        "DELETE {\"k\":1,\"n\":0.00,\"__op\":1}");
        assertThat(changes).extracting(Change::position).isSorted();
    }

    @Test
    void an_update_of_the_key_deletes_the_old_row_and_writes_the_new() {
        event(simple(), change("u", "{\"k\":1,\"label\":\"a\"}", "{\"k\":2,\"label\":\"a\"}", 1));

        assertThat(out).containsExactly("DELETE {\"k\":1,\"__op\":1}", "UPSERT {\"k\":2,\"label\":\"a\",\"__op\":0}");
        assertThat(changes).extracting(Change::key).containsExactly("ods.t[1]", "ods.t[2]");
    }

    @Test
    void an_update_without_a_before_only_writes() {
        event(simple(), change("u", "null", "{\"k\":2}", 1));

        assertThat(out).containsExactly("UPSERT {\"k\":2,\"__op\":0}");
    }

    @Test
    void what_is_no_change_of_a_routed_table_is_refused_or_passed_over() {
        event(simple(), "{\"op\":");
        event(simple(), "[]");
        event(simple(), "null");
        event(simple(), change("x", "null", "{\"k\":2}", 1));
        event(simple(), change("t", "null", "null", 1));
        event(simple(), change("d", "null", "null", 1));
        event(simple(), change("c", "null", "{\"k\":2}", 1).replace("\"pos\"", "\"p\""));
        event(simple(), change("c", "null", "{\"k\":2}", 1).replace("\"t\"", "\"u\""));

        assertThat(out)
                .hasSize(7)
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("refused: not JSON: "),
                        reason -> assertThat(reason).startsWith("refused: not a change event"),
                        reason -> assertThat(reason).contains("'x' is no operation of a change event"),
                        reason -> assertThat(reason).contains("a TRUNCATE is not carried over"),
                        reason -> assertThat(reason).contains("the event has no 'before'"),
                        reason -> assertThat(reason).contains("the event has no 'source.pos'"),
                        reason -> assertThat(reason).isEqualTo("unrouted: core.u"));
    }

    @Test
    void an_envelope_with_its_schema_is_read_as_without() {
        event(simple(), "{\"schema\":{},\"payload\":" + change("c", "null", "{\"k\":2}", 1) + "}");

        assertThat(out).containsExactly("UPSERT {\"k\":2,\"__op\":0}");
    }

    @Test
    void the_line_of_a_date_time_counts_in_the_unit_that_the_source_says() {
        Way way = way(Map.of(), column("k", "int(11)"), column("v", "datetime"));
        String text = change("c", "null", "{\"k\":2,\"v\":1790928085123456}", 1);
        Decoder micros = Decoder.of(
                new Decoder.Settings(new Format.DebeziumJson(List.of(), Format.Epoch.US), 1, UTC, List.of(way)));
        decode(micros, new Line("e.jsonl", 1, "", text, ""));
        event(way, text);

        assertThat(out)
                .satisfiesExactly(
                        row -> assertThat(row).contains("\"v\":\"2026-10-02 08:01:25.123456\""),
                        reason -> assertThat(reason).startsWith("refused: ods.t: column 'v' wants a date"));
    }
}
