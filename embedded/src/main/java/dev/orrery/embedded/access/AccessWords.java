// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import dev.orrery.embedded.session.ServerError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a statement about accounts. */
final class AccessWords {
    private static final Pattern WORD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.|'')*)'|`([^`]*)`|([\\w$.*%-]+)|(\\S)");

    private record Word(String text, boolean quoted) {}

    private final Deque<Word> words = new ArrayDeque<>();

    AccessWords(String text) {
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= 5; group++) {
                if (matcher.group(group) != null) {
                    words.add(new Word(matcher.group(group).replace("''", "'"), group <= 2));
                }
            }
        }
    }

    private AccessWords(Deque<Word> words) {
        this.words.addAll(words);
    }

    /** The same words, to be read once more. */
    AccessWords copy() {
        return new AccessWords(words);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    boolean at(String word) {
        return !words.isEmpty() && !words.peek().quoted && words.peek().text.equalsIgnoreCase(word);
    }

    /** Passes the words when they all stand here. */
    boolean accept(String... expected) {
        Deque<Word> ahead = new ArrayDeque<>(words);
        for (String word : expected) {
            Word next = ahead.poll();
            if (next == null || next.quoted || !next.text.equalsIgnoreCase(word)) {
                return false;
            }
        }
        for (int i = 0; i < expected.length; i++) {
            words.pop();
        }
        return true;
    }

    String next() throws ServerError {
        Word word = words.poll();
        if (word == null) {
            throw ServerError.analyzing("The statement ends too early");
        }
        return word.text;
    }

    /** Words up to one of these, single blanks between; commas and parentheses as they stand. */
    String until(String... ends) throws ServerError {
        StringBuilder text = new StringBuilder();
        while (!isEmpty()) {
            for (String end : ends) {
                if (at(end)) {
                    return text.toString();
                }
            }
            String word = next();
            boolean sign = word.equals(",") || word.equals(")") || word.equals("(");
            text.append(text.length() == 0 || sign ? "" : " ").append(word);
        }
        return text.toString();
    }

    /** {@code bob}, {@code 'bob'@'10.%'}. */
    UserName user() throws ServerError {
        String name = next();
        if (accept("@")) {
            return new UserName(name, next().toLowerCase(Locale.ROOT));
        }
        return UserName.anywhere(name);
    }
}
