// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The header of a model: keys in the order in which they are said, none when there are none. */
final class HeaderText {
    private final Map<String, String> lines = new LinkedHashMap<>();

    /** A key with YAML that is ready to stand behind it. */
    HeaderText yaml(String key, String value) {
        lines.put(key, " " + value);
        return this;
    }

    HeaderText text(String key, String value) {
        return yaml(key, YamlText.scalar(value));
    }

    /** A key with a line for each entry. */
    HeaderText entries(String key, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            StringBuilder below = new StringBuilder();
            entries.forEach((name, value) -> below.append("\n  ")
                    .append(YamlText.scalar(name))
                    .append(": ")
                    .append(value));
            lines.put(key, below.toString());
        }
        return this;
    }

    /** What stands behind each key, up to its line end or over several lines. */
    Map<String, String> lines() {
        return Collections.unmodifiableMap(lines);
    }

    /** With its marks and a line end, or nothing. */
    String text() {
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("/*---\n");
        lines.forEach((key, value) -> out.append(key).append(':').append(value).append('\n'));
        return out.append("---*/\n").toString();
    }
}
