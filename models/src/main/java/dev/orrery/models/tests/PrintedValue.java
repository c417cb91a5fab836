// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the text of a JSON, ARRAY, MAP or STRUCT value as servers print it: JSON, and more: keys of maps and dates may
 * stand without quotes.
 */
final class PrintedValue {
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int at;

    private PrintedValue(String text) {
        this.text = text;
    }

    /** Empty when the brackets or quotes of the text do not close. */
    static Optional<TestValue> read(String text) {
        PrintedValue reader = new PrintedValue(text);
        try {
            TestValue value = reader.value();
            reader.skipSpace();
            return reader.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (Broken e) {
            return Optional.empty();
        }
    }

    private TestValue value() {
        skipSpace();
        char next = peek();
        if (next == '[') {
            return items();
        }
        if (next == '{') {
            return fields();
        }
        if (next == '"' || next == '\'') {
            return new TestValue.Word(quoted(next), TestValue.Spelling.TEXT);
        }
        String word = bare(",]}");
        return word.equalsIgnoreCase("null")
                ? new TestValue.Nothing()
                : new TestValue.Word(word, TestValue.Spelling.BARE);
    }

    private TestValue items() {
        List<TestValue> values = new ArrayList<>();
        at++;
        if (ends(']')) {
            return new TestValue.Items(values);
        }
        do {
            values.add(value());
        } while (comma(']'));
        return new TestValue.Items(values);
    }

    private TestValue fields() {
        Map<String, TestValue> values = new LinkedHashMap<>();
        at++;
        if (ends('}')) {
            return new TestValue.Fields(values);
        }
        do {
            skipSpace();
            char next = peek();
            String key = next == '"' || next == '\'' ? quoted(next) : bare(":");
            skipSpace();
            expect(':');
            values.put(key, value());
        } while (comma('}'));
        return new TestValue.Fields(values);
    }

    /** Whether another element follows. */
    private boolean comma(char end) {
        skipSpace();
        if (peek() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private boolean ends(char end) {
        skipSpace();
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new Broken();
        }
        at++;
    }

    private String quoted(char quote) {
        StringBuilder out = new StringBuilder();
        at++;
        while (peek() != quote) {
            char next = peek();
            at++;
            out.append(next == '\\' ? escaped() : next);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        char next = peek();
        at++;
        return switch (next) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> next;
        };
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw new Broken();
        }
        try {
            char read = (char) Integer.parseInt(text.substring(at, at + 4), 16);
            at += 4;
            return read;
        } catch (NumberFormatException e) {
            throw new Broken();
        }
    }

    private String bare(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at).strip();
        if (word.isEmpty()) {
            throw new Broken();
        }
        return word;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new Broken();
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
