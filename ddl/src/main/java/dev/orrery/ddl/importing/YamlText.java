// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Scalars and short lists as YAML, plain where YAML takes them for nothing but text. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][^\\p{Cntrl}\\p{Co}\\p{Cs}:#\u0085\u2028\u2029]*");
    private static final Pattern PLAIN_IN_LIST = Pattern.compile("[A-Za-z_][A-Za-z0-9_ ./()%+-]*");
    private static final Set<String> OTHER_THAN_TEXT =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    /** Behind a key, on its line. */
    static String scalar(String text) {
        return scalar(text, PLAIN);
    }

    private static String scalar(String text, Pattern unquoted) {
        boolean plain = unquoted.matcher(text).matches()
                && !text.endsWith(" ")
                && !OTHER_THAN_TEXT.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            switch (at) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (at < ' ' || at == 0x7f || at == 0x85 || at == 0x2028 || at == 0x2029) {
                        out.append("\\u%04x".formatted((int) at));
                    } else {
                        out.append(at);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** {@code [a, b]}. */
    static String list(Collection<String> texts) {
        return texts.stream().map(text -> scalar(text, PLAIN_IN_LIST)).collect(Collectors.joining(", ", "[", "]"));
    }
}
