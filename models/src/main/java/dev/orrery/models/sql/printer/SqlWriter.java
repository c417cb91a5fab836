// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.parser.Callable;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Property;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The text that grows while a tree is printed; the one place where names and strings are quoted. */
public final class SqlWriter {
    /** Plain words of StarRocks 4.1 that an older server reserves, or that would be read as something else. */
    private static final Set<String> ALSO_QUOTED =
            Set.of("CASE", "CEIL", "EXCEPT", "FLOOR", "INTERVAL", "QUERIES", "RUNNING", "SYSTEM", "VARIANT");

    private static final Set<String> FORMS = Set.of("CASE", "CAST", "CONVERT", "EXISTS", "EXTRACT", "INTERVAL");

    private final StringBuilder out = new StringBuilder();

    SqlWriter append(String text) {
        out.append(text);
        return this;
    }

    SqlWriter append(Identifier identifier) {
        return append(name(identifier.text()));
    }

    SqlWriter append(Name name) {
        return list(name.parts(), ".", this::append);
    }

    <T> SqlWriter list(List<T> items, Consumer<T> print) {
        return list(items, ", ", print);
    }

    <T> SqlWriter list(List<T> items, String separator, Consumer<T> print) {
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(separator);
            }
            print.accept(items.get(i));
        }
        return this;
    }

    SqlWriter names(List<Identifier> names) {
        return append("(").list(names, this::append).append(")");
    }

    SqlWriter text(String value) {
        return append(singleQuoted(value));
    }

    /** {@code ("key" = "value")}. */
    SqlWriter propertyList(List<Property> properties) {
        return append("(")
                .list(
                        properties,
                        property -> append(doubleQuoted(property.key()))
                                .append(" = ")
                                .append(doubleQuoted(property.value())))
                .append(")");
    }

    SqlWriter properties(String before, List<Property> properties) {
        return properties.isEmpty()
                ? this
                : append(before).append("PROPERTIES ").propertyList(properties);
    }

    int length() {
        return out.length();
    }

    char charAt(int index) {
        return out.charAt(index);
    }

    void insert(int index, String text) {
        out.insert(index, text);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** A name as SQL: bare where every supported server takes it so, else in back-quotes. */
    public static String name(String text) {
        return isPlain(text) ? text : "`" + text.replace("`", "``") + "`";
    }

    /** The name of a function, which some reserved words may be. */
    static String functionName(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (FORMS.contains(upper)) {
            return "`" + text + "`";
        }
        return isWord(text) && (Callable.isReservedFunction(text) || !Callable.isReserved(text)) ? text : name(text);
    }

    private static boolean isPlain(String text) {
        return isWord(text) && !Callable.isReserved(text) && !ALSO_QUOTED.contains(text.toUpperCase(Locale.ROOT));
    }

    private static boolean isWord(String text) {
        if (text.isEmpty() || (text.charAt(0) >= '0' && text.charAt(0) <= '9')) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (!part) {
                return false;
            }
        }
        return true;
    }

    /** A string value as SQL. */
    public static String singleQuoted(String value) {
        return quoted(value, '\'');
    }

    /** A string value as StarRocks itself prints comments and properties. */
    public static String doubleQuoted(String value) {
        return quoted(value, '"');
    }

    private static String quoted(String value, char quote) {
        StringBuilder out = new StringBuilder(value.length() + 2).append(quote);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\b' -> out.append("\\b");
                case '\0' -> out.append("\\0");
                case '\u001A' -> out.append("\\Z");
                case '\\' -> {
                    boolean wildcard =
                            i + 1 < value.length() && (value.charAt(i + 1) == '_' || value.charAt(i + 1) == '%');
                    // The server keeps the backslash before a wildcard, so one is enough and reads better.
                    out.append(wildcard ? "\\" : "\\\\");
                    if (wildcard) {
                        out.append(value.charAt(++i));
                    }
                }
                default -> {
                    if (c == quote) {
                        out.append(quote == '\'' ? "'" : "\\");
                    }
                    out.append(c);
                }
            }
        }
        return out.append(quote).toString();
    }
}
