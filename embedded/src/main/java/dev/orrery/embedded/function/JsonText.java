// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON as StarRocks prints it: keys in order, a blank after {@code ,} and {@code :}. */
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonText() {}

    /** As it stands when it is no JSON. */
    public static String of(String json) {
        try {
            StringBuilder text = new StringBuilder();
            write(MAPPER.readTree(json), text);
            return text.toString();
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    static String pretty(String json) {
        try {
            Object tree = MAPPER.readValue(json, Object.class);
            return MAPPER.writer(new DefaultPrettyPrinter()).writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    static Boolean contains(String whole, String part) {
        try {
            return contains(MAPPER.readTree(whole), MAPPER.readTree(part));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean contains(JsonNode whole, JsonNode part) {
        if (whole.isArray() && part.isArray()) {
            return stream(part)
                    .allMatch(wanted -> stream(whole)
                            .anyMatch(element -> element.equals(wanted)
                                    || (element.isObject() && wanted.isObject() && contains(element, wanted))));
        }
        // Recorded: fields are compared as a whole, and may be those of several elements.
        if (part.isObject() && (whole.isObject() || whole.isArray())) {
            return part.properties().stream()
                    .allMatch(field -> whole.isObject()
                            ? field.getValue().equals(whole.get(field.getKey()))
                            : stream(whole).anyMatch(element -> field.getValue().equals(element.get(field.getKey()))));
        }
        return whole.equals(part);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static void write(JsonNode node, StringBuilder text) throws JsonProcessingException {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
            text.append('{');
            String separator = "";
            for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
                text.append(separator)
                        .append(MAPPER.writeValueAsString(entry.getKey()))
                        .append(": ");
                write(entry.getValue(), text);
                separator = ", ";
            }
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            Iterator<JsonNode> elements = node.elements();
            while (elements.hasNext()) {
                write(elements.next(), text);
                text.append(elements.hasNext() ? ", " : "");
            }
            text.append(']');
        } else if (node.isFloatingPointNumber()) {
            text.append(StarRocksText.ofDouble(node.doubleValue()));
        } else {
            text.append(MAPPER.writeValueAsString(node));
        }
    }
}
