// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.models.sql.parser.StatementReader;
import dev.orrery.models.sql.tree.Statement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The grammar against statements that a real StarRocks accepted or refused; the floors are what has been reached. */
@Tag("slow")
class CorpusTest {
    private static final Map<String, Double> FLOORS = Map.ofEntries(
            Map.entry("view_body", 100.0),
            Map.entry("select", 99.9),
            Map.entry("insert", 99.9),
            Map.entry("create_table", 99.9),
            Map.entry("create_mv", 99.9),
            Map.entry("create_view", 99.9),
            Map.entry("alter_table", 99.9),
            Map.entry("alter_mv", 99.9),
            Map.entry("refresh", 99.9),
            Map.entry("docs", 99.5),
            Map.entry("refused", 100.0),
            Map.entry("replayed", 99.9),
            Map.entry("show_create", 100.0));

    private final Map<String, int[]> counts = new TreeMap<>();
    private final List<String> notEqual = new ArrayList<>();

    @Test
    void what_starrocks_accepts_is_accepted_printed_without_loss_and_formatted_stably(TestReporter reporter)
            throws IOException {
        Path corpus = corpus();
        for (String file : List.of("view_bodies", "fe_corpus", "parse_corpus")) {
            lines(corpus.resolve(file + ".jsonl.gz"))
                    .forEach(line ->
                            accept(line.path("kind").asText(), line.path("sql").asText()));
        }
        lines(corpus.resolve("docs_corpus.jsonl.gz"))
                .forEach(line -> accept("docs", line.path("sql").asText()));
        lines(corpus.resolve("syntax_errors.jsonl.gz"))
                .forEach(line -> refuse(line.path("sql").asText()));
        lines(corpus.resolve("replay/replay.jsonl.gz"))
                .flatMap(line -> children(line.path("steps")))
                .filter(step -> !step.hasNonNull("expect_error"))
                .forEach(step -> accept("replayed", step.path("sql").asText()));
        lines(corpus.resolve("table_ddl.jsonl.gz"))
                .filter(line -> line.hasNonNull("show_create"))
                .forEach(line -> accept("show_create", line.path("show_create").asText()));

        counts.forEach((kind, count) -> reporter.publishEntry(
                kind, String.format(Locale.ROOT, "%d of %d, %.2f %%", count[1], count[0], percent(count))));
        assertThat(notEqual).isEmpty();
        FLOORS.forEach((kind, floor) -> assertThat(percent(counts.getOrDefault(kind, new int[2])))
                .as(kind)
                .isGreaterThanOrEqualTo(floor));
    }

    private static double percent(int[] count) {
        return count[0] == 0 ? 0 : 100.0 * count[1] / count[0];
    }

    private int[] counted(String kind) {
        int[] count = counts.computeIfAbsent(kind, k -> new int[2]);
        count[0]++;
        return count;
    }

    private void accept(String kind, String sql) {
        int[] count = counted(kind);
        StatementReader.Reading reading = StatementReader.all(sql, 0, sql.length());
        if (!reading.errors().isEmpty()) {
            return;
        }
        count[1]++;
        String formatted = SqlFormatter.format(sql);
        if (!SqlFormatter.format(formatted).equals(formatted)) {
            notEqual.add("not stable: " + formatted);
        }
        for (Statement statement : reading.statements()) {
            String printed = SqlPrinter.print(statement);
            if (!SqlParser.parseStatement(printed).equals(statement)) {
                notEqual.add(printed);
            }
        }
    }

    private void refuse(String sql) {
        int[] count = counted("refused");
        if (!ParseAnswer.of(sql).ok()) {
            count[1]++;
        }
    }

    private static Path corpus() {
        for (String candidate : List.of("../shared/corpus", "../../shared/corpus")) {
            Path path = Path.of(candidate);
            if (Files.isDirectory(path)) {
                return path;
            }
        }
        assumeTrue(false, "skipped: the recorded statements of ../shared/corpus are not here");
        throw new IllegalStateException("assumption let through");
    }

    private static Stream<JsonNode> lines(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> nodes = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                nodes.add(json.readTree(line));
            }
        }
        return nodes.stream();
    }

    private static Stream<JsonNode> children(JsonNode array) {
        List<JsonNode> children = new ArrayList<>();
        array.forEach(children::add);
        return children.stream();
    }
}
