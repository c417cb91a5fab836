// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import java.util.ArrayList;
import java.util.List;

/** One record of RFC 4180: fields parted by a delimiter, quoted with {@code "} where they hold it or a line end. */
public final class CsvText {

    /** A field and whether it was quoted: only a field that was not can stand for NULL. */
    public record Field(String text, Quoting quoting) {}

    /** How a field was written. */
    public enum Quoting {
        BARE,
        QUOTED
    }

    private CsvText() {}

    /**
     * The fields of a record.
     *
     * @throws IllegalArgumentException says what is wrong, and in which field
     */
    public static List<Field> fields(String line, char delimiter) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            StringBuilder text = new StringBuilder();
            boolean quoted = at < line.length() && line.charAt(at) == '"';
            at = quoted ? quoted(line, at, text, fields.size() + 1) : bare(line, at, delimiter, text);
            fields.add(new Field(text.toString(), quoted ? Quoting.QUOTED : Quoting.BARE));
            if (at == line.length()) {
                return fields;
            }
            if (line.charAt(at) != delimiter) {
                throw new IllegalArgumentException("text after the closing quote of field " + fields.size());
            }
            at++;
        }
    }

    private static int bare(String line, int from, char delimiter, StringBuilder text) {
        int end = line.indexOf(delimiter, from);
        end = end < 0 ? line.length() : end;
        text.append(line, from, end);
        return end;
    }

    private static int quoted(String line, int from, StringBuilder text, int number) {
        int at = from + 1;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("the quote that opens field " + number + " is never closed");
            }
            text.append(line, at, quote);
            if (quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
                text.append('"');
                at = quote + 2;
            } else {
                return quote + 1;
            }
        }
    }

    /** Whether a record goes on in the next line: a quote is open at its end. */
    public static boolean isOpen(String text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 1;
    }
}
