// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Statements that were run one after the other in a database of their own.
 *
 * @param directory the topic, such as {@code test_join}
 */
record RecordedCase(String name, String directory, List<Step> steps) {
    private static final Pattern CORE = Pattern.compile("join|agg|window|semi|sort|set|subquery|cte|cast|date|string"
            + "|json|array|select|union|case|order|group|distinct|limit|math");
    private static final Pattern NOT_CORE =
            Pattern.compile("(?i)bitmap|hll|approx|percentile|ds_|murmur|xx_hash|aes_|encrypt|variant|dict_mapping");

    /**
     * One statement.
     *
     * @param rows what StarRocks answered; empty where the answer was not recorded
     * @param fails it was refused there
     * @param ordered the rows came in this order
     */
    record Step(String sql, Optional<List<String>> rows, boolean fails, boolean ordered) {}

    static List<RecordedCase> read(Path corpus) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<RecordedCase> cases = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode node = mapper.readTree(line);
                List<Step> steps = new ArrayList<>();
                node.get("steps").forEach(step -> steps.add(step(step)));
                cases.add(new RecordedCase(
                        node.path("name").asText(), node.get("file").asText().split("/", -1)[2], steps));
            }
        }
        return cases;
    }

    private static Step step(JsonNode node) {
        JsonNode rows = node.get("expect_rows");
        boolean answered = rows != null && !rows.isNull();
        return new Step(
                node.get("sql").asText().strip().replaceFirst(";+$", ""),
                answered ? Optional.of(Recorded.rows(rows)) : Optional.empty(),
                truthy(node.get("expect_error")),
                truthy(node.get("ordered")));
    }

    private static boolean truthy(JsonNode node) {
        return node != null
                && !node.isNull()
                && !node.asText("x").isEmpty()
                && !node.asText("x").equals("false");
    }

    /** Plain SQL: no sketches, hashes or encryption. */
    boolean isCore(Step step) {
        return CORE.matcher(directory).find() && !NOT_CORE.matcher(step.sql()).find();
    }
}
