// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import org.jspecify.annotations.Nullable;

/** Finds the kind of a bare word in a text without making a string of it. */
final class Keywords {
    private static final int SLOTS = 2048;
    private static final int LONGEST;
    private static final @Nullable TokenKind[] TABLE = new @Nullable TokenKind[SLOTS];

    static {
        int longest = 0;
        for (TokenKind kind : TokenKind.values()) {
            if (kind.isWord()) {
                longest = Math.max(longest, kind.shown().length());
                char[] word = kind.shown().toCharArray();
                int slot = hash(word, 0, word.length) & (SLOTS - 1);
                while (TABLE[slot] != null) {
                    slot = (slot + 1) & (SLOTS - 1);
                }
                TABLE[slot] = kind;
            }
        }
        LONGEST = longest;
    }

    private Keywords() {}

    /** The kind of the word; {@link TokenKind#NAME} for one that the grammar does not know. */
    static TokenKind of(char[] text, int start, int end) {
        if (end - start > LONGEST) {
            return TokenKind.NAME;
        }
        int slot = hash(text, start, end) & (SLOTS - 1);
        while (true) {
            TokenKind kind = TABLE[slot];
            if (kind == null) {
                return TokenKind.NAME;
            }
            if (spells(kind.shown(), text, start, end)) {
                return kind;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    static TokenKind of(String word) {
        return of(word.toCharArray(), 0, word.length());
    }

    private static boolean spells(String word, char[] text, int start, int end) {
        if (word.length() != end - start) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (upper(text[start + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int hash(char[] text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + upper(text[i]);
        }
        return hash ^ (hash >>> 11);
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }
}
