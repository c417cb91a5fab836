// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** ALTERs that a real StarRocks carried out, with what it printed before and after: the plan between the two is such an ALTER. */
final class RecordedAltersTest {
    private static final Path CORPUS = Path.of("../../shared/corpus/ddl_cases.jsonl.gz");
    private static final double SHARE = 0.95;

    /**
     * What no model states: partitions that are emptied, compactions, activity, and which of two objects has which rows.
     */
    private static final Pattern NOT_STATED =
            Pattern.compile("\\s(swap\\s+with|truncate\\s+partition|compact|active|inactive)\\b");

    private static final Pattern RENAME_COLUMN =
            Pattern.compile("\\srename\\s+column\\s+(\\S+)\\s+to\\s+([^\\s;]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern RENAME = Pattern.compile("\\srename\\s+(?!column|partition|rollup)\\S+\\s*;?$");

    @Test
    void what_was_altered_is_planned_as_an_alter() throws IOException {
        assumeTrue(Files.exists(CORPUS), "the corpus is not here");
        List<String> missed = new ArrayList<>();
        int counted = 0;
        for (Map<String, String> step : steps()) {
            String sql = step.getOrDefault("sql", "");
            String before = step.getOrDefault("before", "");
            String after = step.getOrDefault("after", "");
            boolean carriedOut = step.getOrDefault("ok", "").equals("true");
            String words = sql.toLowerCase(Locale.ROOT).strip();
            boolean stated =
                    words.startsWith("alter ") && !NOT_STATED.matcher(words).find();
            if (!carriedOut || !stated || before.equals(after) || before.isEmpty() || after.isEmpty()) {
                continue;
            }
            counted++;
            String found = planned(before, after, RENAME.matcher(words).find(), RENAME_COLUMN.matcher(sql));
            if (!found.isEmpty()) {
                missed.add(sql.strip() + "\n  => " + found);
            }
        }
        double share = (counted - missed.size()) / (double) counted;
        System.out.printf(Locale.ROOT, "recorded ALTERs planned as such: %d of %d%n", counted - missed.size(), counted);
        assertThat(share).as(String.join("\n", missed)).isGreaterThanOrEqualTo(SHARE);
    }

    /** What is wrong with the plan; empty for nothing. */
    private static String planned(String before, String after, boolean renames, Matcher column) {
        try {
            Catalog from = CatalogText.parse(before, "db");
            Catalog to = CatalogText.parse(after, "db");
            SortedMap<ModelName, ModelName> former = new TreeMap<>();
            if (renames) {
                former.put(
                        to.names().iterator().next(),
                        from.names().iterator().next()); // As the header's renamed_from says it.
            }
            SortedMap<ModelName, Map<String, String>> columns = new TreeMap<>();
            if (column.find()) {
                columns.put(
                        to.names().iterator().next(),
                        Map.of(column.group(2).replace("`", ""), column.group(1).replace("`", "")));
            }
            Desired desired = new Desired(to, Set.of(), former, new TreeMap<>(), false).renaming(columns);
            Plan plan = Plan.of(desired, ScenarioTest.live(from), Destructive.ALLOWED);
            boolean alters = !plan.steps().isEmpty()
                    && plan.steps().stream()
                            .allMatch(step -> step.sql().startsWith("ALTER ")
                                    || step.action().startsWith("undo-of-")
                                    || step.sql().startsWith("CREATE OR REPLACE VIEW"));
            return alters && !plan.isBlocked() ? "" : PlanText.of(plan);
        } catch (SyntaxException e) {
            return e.toString();
        }
    }

    private static List<Map<String, String>> steps() throws IOException {
        List<Map<String, String>> steps = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(CORPUS)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try (JsonParser json = new JsonFactory().createParser(line)) {
                    read(json, steps);
                }
            }
        }
        return steps;
    }

    /** The scalar fields of every object inside an array. */
    private static void read(JsonParser json, List<Map<String, String>> steps) throws IOException {
        Map<String, String> current = new HashMap<>();
        String field = "";
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            switch (token) {
                case START_OBJECT -> current = new HashMap<>();
                case FIELD_NAME -> field = json.currentName();
                case END_OBJECT -> steps.add(current);
                case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> current.put(field, json.getText());
                default -> {}
            }
        }
    }
}
