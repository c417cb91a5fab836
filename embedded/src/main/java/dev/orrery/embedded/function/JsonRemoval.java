// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** json_remove: what the paths name is taken out; all paths are read before anything goes. */
final class JsonRemoval {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("\\.\"([^\"]*)\"|\\.([^.\\[\"]+)|\\[(\\d+)]");

    private JsonRemoval() {}

    /**
     * @param arguments the document, then paths
     */
    static @Nullable String remove(@Nullable String[] arguments) {
        if (arguments[0] == null) {
            return null;
        }
        try {
            JsonNode root = MAPPER.readTree(arguments[0]);
            List<Runnable> removals = new ArrayList<>();
            for (int i = 1; i < arguments.length; i++) {
                if (arguments[i] == null) {
                    return null;
                }
                target(root, arguments[i], removals);
            }
            // Elements of arrays are marked first, so that places stay what they were.
            removals.forEach(Runnable::run);
            root = pruned(root);
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static void target(JsonNode root, String path, List<Runnable> removals) {
        if (!path.startsWith("$")) {
            return;
        }
        Matcher step = STEP.matcher(path);
        JsonNode parent = null;
        JsonNode at = root;
        int place = 1;
        String key = "";
        int index = -1;
        while (at != null && place < path.length() && step.find(place) && step.start() == place) {
            parent = at;
            index = step.group(3) == null ? -1 : Integer.parseInt(step.group(3));
            key = step.group(1) != null ? step.group(1) : String.valueOf(step.group(2));
            at = index >= 0 ? at.get(index) : at.get(key);
            place = step.end();
        }
        if (at == null || parent == null || place < path.length()) {
            return;
        }
        if (parent instanceof ObjectNode object) {
            String name = key;
            removals.add(() -> object.remove(name));
        } else if (parent instanceof ArrayNode array) {
            int element = index;
            removals.add(() -> array.set(element, MAPPER.missingNode()));
        }
    }

    /** Without the elements that were marked. */
    private static JsonNode pruned(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode kept = MAPPER.createArrayNode();
            array.forEach(element -> {
                if (!element.isMissingNode()) {
                    kept.add(pruned(element));
                }
            });
            return kept;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode kept = MAPPER.createObjectNode();
            object.properties().forEach(entry -> kept.set(entry.getKey(), pruned(entry.getValue())));
            return kept;
        }
        return node;
    }
}
