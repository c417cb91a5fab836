// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import org.jspecify.annotations.Nullable;

/** Finds the kind of a bare word in a text without making a string of it. */
final class Keywords {
    private static final int SLOTS = 4096;
    private static final int LONGEST;

    /** Takes the bit away that tells a small letter from a capital one. */
    private static final int FOLD = ~0x20;

    private static final @Nullable TokenKind[] TABLE = new @Nullable TokenKind[SLOTS];
    private static final char[][] SPELLINGS = new char[SLOTS][];

    /** By the first character, either case, a bit for each length of a word. */
    private static final long[] LENGTHS = new long[0x80];

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
                SPELLINGS[slot] = word;
                LENGTHS[word[0]] |= 1L << word.length;
                LENGTHS[Character.toLowerCase(word[0])] |= 1L << word.length;
            }
        }
        LONGEST = longest;
    }

    private Keywords() {}

    /** The kind of the word; {@link TokenKind#NAME} for one that the grammar does not know. */
    static TokenKind of(char[] text, int start, int end) {
        if (end - start > LONGEST || start == end) {
            return TokenKind.NAME;
        }
        char first = text[start];
        // No word begins with this letter and is as long: so it is with most names.
        if (first < 0x80 && (LENGTHS[first] >>> (end - start) & 1) == 0) {
            return TokenKind.NAME;
        }
        int slot = hash(text, start, end) & (SLOTS - 1);
        while (true) {
            TokenKind kind = TABLE[slot];
            if (kind == null) {
                return TokenKind.NAME;
            }
            if (spells(SPELLINGS[slot], text, start, end)) {
                return kind;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    static TokenKind of(String word) {
        return of(word.toCharArray(), 0, word.length());
    }

    private static boolean spells(char[] word, char[] text, int start, int end) {
        if (word.length != end - start) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (upper(text[start + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Of the length and four letters: enough to tell most words apart, and cheaper than all of them. */
    private static int hash(char[] text, int start, int end) {
        int length = end - start;
        int hash = length;
        hash = hash * 31 + (text[start] & FOLD);
        hash = hash * 31 + (text[start + length / 2] & FOLD);
        hash = hash * 31 + (text[start + length / 4] & FOLD);
        hash = hash * 31 + (text[end - 1] & FOLD);
        return hash ^ (hash >>> 11);
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }
}
