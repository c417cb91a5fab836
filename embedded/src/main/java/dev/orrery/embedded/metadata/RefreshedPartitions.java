// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.embedded.metadata.ServerState.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which partitions a task run was about, in the words of SHOW MATERIALIZED VIEWS: {@code [p1, p2]}, {@code {t=[p1]}}. */
record RefreshedPartitions(String start, String end, String bases, String own) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static RefreshedPartitions of(TaskRun run) {
        JsonNode extra = read(run.extraMessage());
        JsonNode followed = extra.path("refBasePartitionsToRefreshMap");
        JsonNode bases = followed.isEmpty() ? extra.path("basePartitionsToRefreshMap") : followed;
        List<String> tables = new ArrayList<>();
        for (Map.Entry<String, JsonNode> base : bases.properties()) {
            tables.add(base.getKey() + "=" + list(base.getValue()));
        }
        return new RefreshedPartitions(
                extra.path("partitionStart").asText("NULL"),
                extra.path("partitionEnd").asText("NULL"),
                "{" + String.join(", ", tables) + "}",
                list(extra.path("mvPartitionsToRefresh")));
    }

    private static String list(JsonNode names) {
        List<String> texts = new ArrayList<>();
        names.forEach(name -> texts.add(name.asText()));
        return texts.toString();
    }

    private static JsonNode read(String json) {
        try {
            return json.isEmpty() ? JSON.createObjectNode() : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task run was kept without its JSON: " + json, e);
        }
    }
}
