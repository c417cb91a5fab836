// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.lexer;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the kind of a bare word in a text without making a string of it. The table has no collisions: a word of the
 * grammar lies in the slot that its letters tell, once shifted by what its bucket tells, so that one comparison decides,
 * and without a branch, as nobody can foresee whether a word is a name.
 */
public final class Keywords {
    private static final int BITS = 6;

    /** As many letters as a long holds: two words of the same length and not longer are alike when these are. */
    private static final int EXACT = Long.SIZE / BITS;

    private static final int SLOT_BITS = 10;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int BUCKET_BITS = 8;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Of the ASCII characters that a name may hold, six bits each, the same for both cases; 0 for all others. */
    private static final byte[] CODES = new byte[0x80];

    /** By bucket, what is added to the slots of its words. */
    private static final short[] SHIFTS = new short[1 << BUCKET_BITS];

    /** By slot: the kind's number, the letters, the whole word. */
    private static final short[] KINDS = new short[SLOTS];

    private static final long[] LETTERS = new long[SLOTS];
    private static final char[][] SPELLINGS = new char[SLOTS][];

    private static final int NAME = TokenKind.NAME.id();

    static {
        byte code = 0;
        for (char c = 'A'; c <= 'Z'; c++) {
            CODES[c] = ++code;
            CODES[c + 'a' - 'A'] = code;
        }
        for (char c : "_$0123456789".toCharArray()) {
            CODES[c] = ++code;
        }
        List<List<TokenKind>> buckets = new ArrayList<>();
        for (int i = 0; i < SHIFTS.length; i++) {
            buckets.add(new ArrayList<>(4));
        }
        for (TokenKind kind : TokenKind.values()) {
            if (kind.isWord()) {
                buckets.get(bucket(hash(letters(kind)))).add(kind);
            }
        }
        // The fullest first: later it is harder to place several at once.
        for (int size = TokenKind.values().length; size > 0; size--) {
            for (List<TokenKind> bucket : buckets) {
                if (bucket.size() == size) {
                    place(bucket);
                }
            }
        }
    }

    private Keywords() {}

    /** Finds the shift by which all words of the bucket come to lie in free slots. */
    private static void place(List<TokenKind> bucket) {
        int number = bucket(hash(letters(bucket.get(0))));
        for (int shift = 0; shift < SLOTS; shift++) {
            SHIFTS[number] = (short) shift;
            int placed = 0;
            while (placed < bucket.size() && enter(bucket.get(placed))) {
                placed++;
            }
            if (placed == bucket.size()) {
                return;
            }
            for (TokenKind kind : bucket.subList(0, placed)) {
                KINDS[slot(hash(letters(kind)))] = 0;
            }
        }
        throw new IllegalStateException("no slots for " + bucket);
    }

    private static boolean enter(TokenKind kind) {
        long letters = letters(kind);
        int slot = slot(hash(letters));
        if (KINDS[slot] != 0) {
            return false;
        }
        KINDS[slot] = (short) kind.id();
        LETTERS[slot] = letters;
        SPELLINGS[slot] = kind.shown().toCharArray();
        return true;
    }

    private static long letters(TokenKind kind) {
        char[] word = kind.shown().toCharArray();
        long letters = letters(word, 0, word.length);
        if (word.length > EXACT && letters >>> (EXACT * BITS) == 0) {
            throw new IllegalStateException(kind + " looks like a shorter word");
        }
        return letters;
    }

    private static long hash(long letters) {
        return letters * SPREAD;
    }

    private static int bucket(long hash) {
        return (int) (hash >>> (Long.SIZE - BUCKET_BITS));
    }

    private static int slot(long hash) {
        return ((int) (hash >>> (Long.SIZE - BUCKET_BITS - SLOT_BITS)) + SHIFTS[bucket(hash)]) & (SLOTS - 1);
    }

    /** What the next character of a word adds to {@code letters}; 0 for one that no word of the grammar holds. */
    static int code(char c) {
        return c < CODES.length ? CODES[c] : 0;
    }

    /** The letters of a word, of a long one its last, with one more. */
    static long and(long letters, int code) {
        return letters << BITS | code;
    }

    /** The number of the word's kind; that of {@link TokenKind#NAME} for one that the grammar does not know. */
    static int of(char[] text, int start, int end) {
        return of(letters(text, start, end), text, start, end);
    }

    /**
     * @param letters of this word, from {@link #and}
     */
    static int of(long letters, char[] text, int start, int end) {
        int slot = slot(hash(letters));
        long difference = LETTERS[slot] ^ letters;
        int unlike = (int) ((difference | -difference) >> (Long.SIZE - 1));
        int kind = (KINDS[slot] & ~unlike) | (NAME & unlike);
        boolean other = end - start > EXACT && unlike == 0 && !spells(SPELLINGS[slot], text, start, end - start);
        return other ? NAME : kind;
    }

    /** The kind of a bare word; {@link TokenKind#NAME} for one that the grammar does not know. */
    public static TokenKind of(String word) {
        return TokenKind.of(of(word.toCharArray(), 0, word.length()));
    }

    private static long letters(char[] text, int start, int end) {
        long letters = 0;
        for (int i = start; i < end; i++) {
            letters = and(letters, code(text[i]));
        }
        return letters;
    }

    private static boolean spells(char[] word, char[] text, int start, int length) {
        if (word.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (code(text[start + i]) != code(word[i])) {
                return false;
            }
        }
        return true;
    }
}
