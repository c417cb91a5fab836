// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Changes keys of a model's header and leaves everything else in the file as it is written. A remark belongs to the key below it. */
final class HeaderEdit {
    private static final Pattern HEADER =
            Pattern.compile("^\\s*/\\*---[^\\n]*\\n(.*?)---\\*/[ \\t]*\\n?", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("^([A-Za-z_]+)\\s*:.*", Pattern.DOTALL);

    private final String text;
    private final int start;
    private final int end;
    private final Map<String, Entry> keys = new LinkedHashMap<>();
    private final String tail;

    /** A key with the remarks and empty lines above it. */
    private record Entry(String above, String lines) {
        Entry with(Entry more) {
            return new Entry(above, lines + more.above + more.lines);
        }

        String text() {
            return above + lines;
        }
    }

    private HeaderEdit(String text) {
        this.text = text;
        Matcher header = HEADER.matcher(text);
        boolean found = header.find();
        this.start = found ? header.start(1) : 0;
        this.end = found ? header.end(1) : 0;
        String current = "";
        StringBuilder above = new StringBuilder();
        for (String line : found ? text.substring(start, end).lines().toList() : List.<String>of()) {
            Matcher key = KEY.matcher(line);
            if (line.isBlank() || line.startsWith("#")) {
                above.append(line).append('\n');
                continue;
            }
            current = key.matches() ? key.group(1) : current;
            keys.merge(current, new Entry(above.toString(), line + "\n"), Entry::with);
            above.setLength(0);
        }
        this.tail = above.toString();
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
                Entry before = keys.getOrDefault(key, new Entry("", ""));
                keys.put(key, new Entry(before.above(), key + ":" + value.get() + "\n"));
            } else {
                keys.remove(key);
            }
        });
        String inner = keys.values().stream().map(Entry::text).collect(Collectors.joining()) + tail;
        if (end == 0) {
            return inner.isEmpty() ? text : "/*---\n" + inner + "---*/\n" + text;
        }
        return inner.isBlank() ? text.substring(end(text)) : text.substring(0, start) + inner + text.substring(end);
    }
}
