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

/** json_set: what a path names is replaced, a member that is not there is added, an element behind the last appended. */
final class JsonSetting {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("\\.\"([^\"]*)\"|\\.([^.\\[\"]+)|\\[(\\d+)]");

    private JsonSetting() {}

    /**
     * @param arguments the document, then paths and JSON texts in turns
     */
    static @Nullable String set(@Nullable String[] arguments) {
        if (arguments[0] == null) {
            return null;
        }
        try {
            JsonNode root = MAPPER.readTree(arguments[0]);
            for (int i = 1; i + 1 < arguments.length; i += 2) {
                if (arguments[i] == null) {
                    return null;
                }
                JsonNode value = arguments[i + 1] == null ? MAPPER.nullNode() : MAPPER.readTree(arguments[i + 1]);
                root = with(root, arguments[i], value);
            }
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static JsonNode with(JsonNode root, String path, JsonNode value) {
        if (path.equals("$")) {
            return value;
        }
        List<Matcher> steps = steps(path);
        JsonNode parent = root;
        for (int i = 0; parent != null && i + 1 < steps.size(); i++) {
            Matcher step = steps.get(i);
            parent = step.group(3) == null ? parent.get(key(step)) : parent.get(Integer.parseInt(step.group(3)));
        }
        if (steps.isEmpty() || parent == null) {
            return root;
        }
        Matcher last = steps.get(steps.size() - 1);
        if (last.group(3) == null && parent instanceof ObjectNode object) {
            object.set(key(last), value);
        } else if (last.group(3) != null && parent instanceof ArrayNode array) {
            int place = Integer.parseInt(last.group(3));
            if (place < array.size()) {
                array.set(place, value);
            } else {
                array.add(value);
            }
        }
        return root;
    }

    private static String key(Matcher step) {
        return step.group(1) != null ? step.group(1) : String.valueOf(step.group(2));
    }

    /** None where the path is not one. */
    private static List<Matcher> steps(String path) {
        List<Matcher> steps = new ArrayList<>();
        int place = 1;
        while (path.startsWith("$") && place < path.length()) {
            Matcher step = STEP.matcher(path);
            if (!step.find(place) || step.start() != place) {
                return List.of();
            }
            steps.add(step);
            place = step.end();
        }
        return steps;
    }
}
