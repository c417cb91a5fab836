// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import org.jspecify.annotations.Nullable;

/** Finds the kind of a bare word in a text without making a string of it. */
final class Keywords {
    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int BITS = 6;

    /** As many letters as a long holds: two words of the same length and not longer are alike when these are. */
    private static final int EXACT = Long.SIZE / BITS;

    /** Of the ASCII characters that a name may hold, six bits each, the same for both cases; 0 for all others. */
    private static final byte[] CODES = new byte[0x80];

    private static final @Nullable TokenKind[] TABLE = new @Nullable TokenKind[SLOTS];
    private static final long[] LETTERS = new long[SLOTS];
    private static final char[][] SPELLINGS = new char[SLOTS][];

    /** By the first character, either case, a bit for each length of a word. */
    private static final long[] LENGTHS = new long[0x80];

    static {
        byte code = 0;
        for (char c = 'A'; c <= 'Z'; c++) {
            CODES[c] = ++code;
            CODES[c + 'a' - 'A'] = code;
        }
        for (char c : "_$0123456789".toCharArray()) {
            CODES[c] = ++code;
        }
        for (TokenKind kind : TokenKind.values()) {
            if (kind.isWord()) {
                enter(kind);
            }
        }
    }

    private Keywords() {}

    private static void enter(TokenKind kind) {
        char[] word = kind.shown().toCharArray();
        if (word.length >= Long.SIZE) {
            throw new IllegalStateException("no bit for a word as long as " + kind);
        }
        long letters = letters(word, 0, word.length);
        int slot = slot(letters);
        while (TABLE[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        TABLE[slot] = kind;
        LETTERS[slot] = letters;
        SPELLINGS[slot] = word;
        LENGTHS[word[0]] |= 1L << word.length;
        LENGTHS[Character.toLowerCase(word[0])] |= 1L << word.length;
    }

    /** What the next character of a word adds to {@code letters}; 0 for one that no word of the grammar holds. */
    static int code(char c) {
        return c < CODES.length ? CODES[c] : 0;
    }

    /** The letters of a word, of a long one its last, with one more. */
    static long and(long letters, int code) {
        return letters << BITS | code;
    }

    /** The kind of the word; {@link TokenKind#NAME} for one that the grammar does not know. */
    static TokenKind of(char[] text, int start, int end) {
        return start == end ? TokenKind.NAME : of(letters(text, start, end), text, start, end);
    }

    /**
     * @param letters of this word, from {@link #and}
     */
    static TokenKind of(long letters, char[] text, int start, int end) {
        int length = end - start;
        char first = text[start];
        // No word begins with this letter and is as long: so it is with most names.
        if (length >= Long.SIZE || first >= LENGTHS.length || (LENGTHS[first] >>> length & 1) == 0) {
            return TokenKind.NAME;
        }
        int slot = slot(letters);
        while (true) {
            TokenKind kind = TABLE[slot];
            if (kind == null) {
                return TokenKind.NAME;
            }
            char[] word = SPELLINGS[slot];
            if (LETTERS[slot] == letters && word.length == length && (length <= EXACT || spells(word, text, start))) {
                return kind;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    static TokenKind of(String word) {
        return of(word.toCharArray(), 0, word.length());
    }

    private static long letters(char[] text, int start, int end) {
        long letters = 0;
        for (int i = start; i < end; i++) {
            letters = and(letters, code(text[i]));
        }
        return letters;
    }

    private static boolean spells(char[] word, char[] text, int start) {
        for (int i = 0; i < word.length; i++) {
            if (code(text[start + i]) != code(word[i])) {
                return false;
            }
        }
        return true;
    }

    private static int slot(long letters) {
        return (int) ((letters * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SLOT_BITS));
    }
}
