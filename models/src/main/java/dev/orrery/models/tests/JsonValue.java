// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** JSON text of values. */
final class JsonValue {
    private JsonValue() {}

    /** In which equal values are written alike: keys sorted, numbers without needless digits, no spaces. */
    static String text(TestValue value) {
        return value.match(
                nothing -> "null",
                JsonValue::word,
                items -> items.values().stream().map(JsonValue::text).collect(Collectors.joining(",", "[", "]")),
                fields -> new TreeMap<>(fields.values())
                        .entrySet().stream()
                                .map(field -> quoted(field.getKey()) + ":" + text(field.getValue()))
                                .collect(Collectors.joining(",", "{", "}")));
    }

    private static String word(TestValue.Word word) {
        if (word.spelling() == TestValue.Spelling.TEXT) {
            return quoted(word.text());
        }
        if (word.text().equals("true") || word.text().equals("false")) {
            return word.text();
        }
        return number(word.text()).orElseGet(() -> quoted(word.text()));
    }

    private static Optional<String> number(String text) {
        try {
            return Optional.of(new BigDecimal(text).stripTrailingZeros().toPlainString());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(letter < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) letter) : letter);
            }
        }
        return out.append('"').toString();
    }
}
