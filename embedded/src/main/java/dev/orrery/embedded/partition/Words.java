// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a clause that the parser has checked and kept as text: strings, names, numbers and signs. */
final class Words {
    /**
     * One of them.
     *
     * @param text without quotes
     * @param quoted a string
     */
    record Word(String text, boolean quoted) {}

    private static final Pattern WORD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.|\"\")*)\"|'((?:[^'\\\\]|\\\\.|'')*)'|`([^`]*)`|([\\w$]+)|(\\S)");

    private final Deque<Word> words = new ArrayDeque<>();

    Words(String text) {
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                words.add(new Word(unescaped(matcher.group(1), "\"\""), true));
            } else if (matcher.group(2) != null) {
                words.add(new Word(unescaped(matcher.group(2), "''"), true));
            } else {
                words.add(new Word(matcher.group().replace("`", ""), false));
            }
        }
    }

    private static String unescaped(String text, String twice) {
        return text.replace(twice, twice.substring(1)).replaceAll("\\\\(.)", "$1");
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    boolean at(String word) {
        return !words.isEmpty() && !words.peek().quoted && words.peek().text.equalsIgnoreCase(word);
    }

    boolean accept(String word) {
        boolean here = at(word);
        if (here) {
            words.pop();
        }
        return here;
    }

    Word next() {
        if (words.isEmpty()) {
            throw new IllegalStateException("a clause that the parser took ends too early");
        }
        return words.pop();
    }

    void skip(String... expected) {
        for (String word : expected) {
            if (!accept(word)) {
                throw new IllegalStateException("'" + word + "' is missing in a clause that the parser took");
            }
        }
    }

    /** {@code (a, b)}: what stands in the parentheses, commas apart; a sign before a number is part of it. */
    List<Word> list() {
        skip("(");
        List<Word> items = new ArrayList<>();
        while (!accept(")")) {
            if (!accept(",")) {
                items.add(at("-") ? negative() : next());
            }
        }
        return items;
    }

    private Word negative() {
        skip("-");
        return new Word("-" + next().text, false);
    }
}
