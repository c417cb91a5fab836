// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Compares with what a real StarRocks analyzer answered. The recordings lie outside of the project; the shares that are
 * asserted are those reached, so that they only rise.
 */
@Tag("slow")
class RecordedAnswersTest {
    private static final Path RECORDINGS = Path.of("../../shared/corpus");

    /** JSON is YAML: no other reader is needed. */
    private static List<Map<?, ?>> lines(String name) throws IOException {
        Path file = RECORDINGS.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "skipped: there is no " + file);
        Load load =
                new Load(LoadSettings.builder().setCodePointLimit(50_000_000).build());
        List<Map<?, ?>> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                lines.add((Map<?, ?>) load.loadFromString(line));
            }
        }
        return lines;
    }

    private static String squeezed(Object type) {
        return String.valueOf(type).replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    @Test
    void queries_have_the_recorded_names_and_types_and_wrong_ones_are_refused() throws IOException {
        Describer describer = new Describer();
        List<String> setup = new ArrayList<>();
        Object current = "";
        int columns = 0;
        int names = 0;
        int types = 0;
        int errors = 0;
        int refused = 0;
        for (Map<?, ?> line : lines("types.jsonl.gz")) {
            if (!current.equals(line.get("case"))) {
                current = String.valueOf(line.get("case"));
                setup = new ArrayList<>();
            }
            if (line.get("setup") instanceof List<?> more) {
                for (Object statement : more) {
                    setup.add(String.valueOf(statement));
                }
            }
            Describer.Answer answer = describer.describe(setup, String.valueOf(line.get("sql")));
            if (line.get("columns") instanceof List<?> expected) {
                columns += expected.size();
                for (int i = 0; i < Math.min(expected.size(), answer.columns().size()); i++) {
                    List<?> column = (List<?>) expected.get(i);
                    Describer.Described found = answer.columns().get(i);
                    names += found.name().equalsIgnoreCase(String.valueOf(column.get(0))) ? 1 : 0;
                    types += squeezed(found.type()).equals(squeezed(column.get(1))) ? 1 : 0;
                }
            } else {
                errors++;
                refused += answer.error().isPresent() ? 1 : 0;
            }
        }
        assertThat(share(names, columns)).as("column names").isGreaterThanOrEqualTo(99.4);
        assertThat(share(types, columns)).as("types").isGreaterThanOrEqualTo(99.7);
        assertThat(share(refused, errors)).as("refused").isGreaterThanOrEqualTo(95.0);
    }

    @Test
    void tables_are_accepted_and_refused_as_recorded() throws IOException {
        Describer describer = new Describer();
        int good = 0;
        int accepted = 0;
        int bad = 0;
        int refused = 0;
        for (Map<?, ?> line : lines("table_ddl.jsonl.gz")) {
            boolean made = !describer
                    .describe(List.of(), String.valueOf(line.get("sql")))
                    .columns()
                    .isEmpty();
            if (Boolean.TRUE.equals(line.get("ok"))) {
                good++;
                accepted += made ? 1 : 0;
            } else {
                bad++;
                refused += made ? 0 : 1;
            }
        }
        assertThat(share(accepted, good)).as("accepted").isEqualTo(100.0);
        assertThat(share(refused, bad)).as("refused").isGreaterThanOrEqualTo(99.0);
    }

    private static double share(int part, int whole) {
        return 100.0 * part / Math.max(1, whole);
    }
}
