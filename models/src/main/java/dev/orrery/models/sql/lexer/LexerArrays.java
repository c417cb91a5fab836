// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.lexer;

/**
 * The arrays in which texts are read, one after the other, by one thread. Most statements are short, and to make and clear
 * arrays for each costs as much as a tenth of reading it. What they hold beyond a text is left from others; the {@link
 * Tokens} of a text are worth nothing once the next one is read.
 */
public final class LexerArrays {
    /** Arrays for longer texts are not kept. */
    private static final int MOST_KEPT = 1 << 15;

    private char[] text = {};
    private short[] kinds = {};
    private long[] spans = {};

    /** Makes room for at least so many characters. */
    void reserve(int characters) {
        if (text.length < characters) {
            // Dense SQL has a token for every three characters: growing costs more than a few places left over.
            int tokens = characters / 3 + 8;
            text = new char[characters];
            kinds = new short[tokens];
            spans = new long[tokens];
        }
    }

    /** The text is read; its tokens may have needed longer arrays than were reserved. */
    void keep(short[] grownKinds, long[] grownSpans) {
        if (text.length <= MOST_KEPT) {
            kinds = grownKinds;
            spans = grownSpans;
        } else {
            text = new char[0];
            kinds = new short[0];
            spans = new long[0];
        }
    }

    char[] text() {
        return text;
    }

    short[] kinds() {
        return kinds;
    }

    long[] spans() {
        return spans;
    }
}
