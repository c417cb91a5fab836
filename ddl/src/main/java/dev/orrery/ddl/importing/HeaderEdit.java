// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Changes keys of a model's header and leaves everything else in the file as it is written. */
final class HeaderEdit {
    private static final Pattern HEADER =
            Pattern.compile("^\\s*/\\*---[^\\n]*\\n(.*?)---\\*/[ \\t]*\\n?", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("^([A-Za-z_]+)\\s*:.*", Pattern.DOTALL);

    private final String text;
    private final int start;
    private final int end;
    private final Map<String, String> keys = new LinkedHashMap<>();

    private HeaderEdit(String text) {
        this.text = text;
        Matcher header = HEADER.matcher(text);
        boolean found = header.find();
        this.start = found ? header.start(1) : 0;
        this.end = found ? header.end(1) : 0;
        String current = "";
        for (String line : found ? text.substring(start, end).lines().toList() : List.<String>of()) {
            Matcher key = KEY.matcher(line);
            current = key.matches() ? key.group(1) : current;
            keys.merge(current, line + "\n", String::concat);
        }
    }

    /** Where the header's lines end in the text of a file; 0 where it has none. */
    static int end(String text) {
        Matcher header = HEADER.matcher(text);
        return header.find() ? header.end() : 0;
    }

    /**
     * @param changes what shall stand behind a key, or nothing where the key shall go
     */
    static String of(String text, Map<String, Optional<String>> changes) {
        return changes.isEmpty() ? text : new HeaderEdit(text).with(changes);
    }

    static String without(String text, Set<String> gone) {
        return of(text, gone.stream().collect(Collectors.toMap(key -> key, key -> Optional.empty())));
    }

    private String with(Map<String, Optional<String>> changes) {
        changes.forEach((key, value) -> {
            if (value.isPresent()) {
                keys.put(key, key + ":" + value.get() + "\n");
            } else {
                keys.remove(key);
            }
        });
        List<String> lines = new ArrayList<>(keys.values());
        String inner = String.join("", lines);
        if (end == 0) {
            return inner.isEmpty() ? text : "/*---\n" + inner + "---*/\n" + text;
        }
        return inner.isBlank() ? text.substring(end(text)) : text.substring(0, start) + inner + text.substring(end);
    }
}
