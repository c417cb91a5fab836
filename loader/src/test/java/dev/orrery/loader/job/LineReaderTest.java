// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.loader.change.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    @TempDir
    Path folder;

    private record Read(Line line, CheckpointedPosition after) {}

    private List<Read> read(byte[] bytes, LineReader.Kind kind, CheckpointedPosition from) throws IOException {
        Path file = Files.write(folder.resolve("core.t.csv"), bytes);
        List<Read> all = new ArrayList<>();
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(file.toUri());
        try (LineReader reader = new LineReader(path, folder.toString(), kind, from)) {
            BulkFormat.RecordIterator<Line> batch = reader.readBatch();
            while (batch != null) {
                RecordAndPosition<Line> next = batch.next();
                while (next != null) {
                    all.add(new Read(
                            next.getRecord(), new CheckpointedPosition(next.getOffset(), next.getRecordSkipCount())));
                    next = batch.next();
                }
                batch = reader.readBatch();
            }
        }
        return all;
    }

    private List<Read> read(String text, LineReader.Kind kind) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), kind, new CheckpointedPosition(0, 0));
    }

    private static List<String> shown(List<Read> all) {
        return all.stream().map(r -> r.line().number() + ":" + r.line().text()).toList();
    }

    @Test
    void lines_are_numbered_and_blank_ones_are_passed_over() throws IOException {
        assertThat(shown(read("a\r\n\n  \nb", LineReader.Kind.LINES))).containsExactly("1:a", "4:b");
        assertThat(read("", LineReader.Kind.LINES)).isEmpty();
    }

    @Test
    void a_csv_knows_its_header_without_the_byte_order_mark() throws IOException {
        List<Read> all = read("\uFEFFid,x\n1,2\n", LineReader.Kind.CSV);

        assertThat(shown(all)).containsExactly("2:1,2");
        assertThat(all.get(0).line().header()).isEqualTo("id,x");
        assertThat(all.get(0).line().file()).isEqualTo("core.t.csv");
    }

    @Test
    void a_quoted_field_may_span_lines_and_one_that_never_closes_spoils_only_its_line() throws IOException {
        assertThat(shown(read("h\n1,\"a\nb\"\"\nc\"\n2,x\n", LineReader.Kind.CSV)))
                .containsExactly("2:1,\"a\nb\"\"\nc\"", "5:2,x");
        assertThat(shown(read("h\n1,\"a\n2,x\n3,y\n", LineReader.Kind.CSV)))
                .containsExactly("2:1,\"a", "3:2,x", "4:3,y");
    }

    @Test
    void bytes_that_are_no_utf_8_are_marked() throws IOException {
        byte[] bytes = {'a', '\n', (byte) 0xE4, '\n', 'b'};

        assertThat(read(bytes, LineReader.Kind.LINES, new CheckpointedPosition(0, 0)))
                .extracting(r -> r.line().problem())
                .containsExactly("", "not UTF-8", "");
        assertThat(read("\uFFFD", LineReader.Kind.LINES).get(0).line().problem())
                .isEmpty();
    }

    @Test
    void reading_goes_on_behind_any_record_as_if_it_had_never_stopped() throws IOException {
        byte[] bytes = IntStream.range(0, 3_000)
                .mapToObj(i -> i % 7 == 0 ? i + ",\"ü\n" + i + "\"\n" : i + ",x".repeat(i % 50) + "\n")
                .collect(Collectors.joining("", "id,x\n", ""))
                .getBytes(StandardCharsets.UTF_8);
        List<Read> all = read(bytes, LineReader.Kind.CSV, new CheckpointedPosition(0, 0));

        assertThat(all).hasSize(3_000);
        for (int i = 0; i < all.size(); i += 97) {
            List<Read> rest = read(bytes, LineReader.Kind.CSV, all.get(i).after());

            assertThat(rest).isEqualTo(all.subList(i + 1, all.size()));
        }
    }
}
