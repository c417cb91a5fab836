// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.EmbeddedCode;

/** JSON paths: {@code $.a.b[0]}, {@code a.b} and {@code $."a b"} as DuckDB writes them. */
public final class JsonPaths {
    private JsonPaths() {}

    public static String of(Typed path) {
        if (path.isNull()) {
            return "NULL";
        }
        if (!path.isTextLiteral()) {
            return "sr_json_path(" + Casting.toText(path).sql() + ")";
        }
        return DuckName.literal(normal(path.text()));
    }

    /** Whether it names the elements of an array one by one. */
    public static boolean isWild(Typed path) {
        return path.isTextLiteral() && path.text().contains("[*]");
    }

    static String normal(String path) {
        String rest = path.strip();
        if (rest.replace("[*]", "").contains("*") || rest.contains("..") || rest.contains(":")) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "the JSON path '" + path + "'");
        }
        if (rest.startsWith("$")) {
            rest = rest.substring(1);
        } else if (!rest.startsWith("[") && !rest.startsWith(".")) {
            rest = "." + rest;
        }
        StringBuilder result = new StringBuilder("$");
        int i = 0;
        while (i < rest.length()) {
            char c = rest.charAt(i);
            if (c == '[') {
                int end = rest.indexOf(']', i);
                if (end < 0) {
                    throw new Refusal(EmbeddedCode.FORM_REFUSED, "the JSON path '" + path + "'");
                }
                result.append(rest, i, end + 1);
                i = end + 1;
            } else {
                i = key(rest, c == '.' ? i + 1 : i, result);
            }
        }
        return result.toString();
    }

    private static int key(String path, int start, StringBuilder result) {
        if (start < path.length() && path.charAt(start) == '"') {
            int end = path.indexOf('"', start + 1);
            int stop = end < 0 ? path.length() : end;
            result.append(".\"").append(path, start + 1, stop).append('"');
            return Math.min(path.length(), stop + 1);
        }
        int end = start;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        if (end > start) {
            result.append(".\"").append(path, start, end).append('"');
        }
        boolean subscript = start < path.length() && path.charAt(start) == '[';
        return end == start && !subscript ? start + 1 : end;
    }
}
