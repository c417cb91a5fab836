// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.lexer;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The arrays in which one text is read. Most statements are short, and to make and clear arrays for each costs as much as
 * a tenth of reading it: those of a text that nobody asks for any more serve the next one. What they hold beyond it is
 * left from others.
 */
final class LexerArrays {
    /** Arrays for longer texts are not kept. */
    private static final int MOST_KEPT = 1 << 15;

    /** Those that nobody uses; threads that find none make their own. */
    private static final AtomicReference<@Nullable LexerArrays> FREE = new AtomicReference<>();

    private final char[] text;
    private final short[] kinds;
    private final long[] spans;

    LexerArrays(char[] text, short[] kinds, long[] spans) {
        this.text = text;
        this.kinds = kinds;
        this.spans = spans;
    }

    /** Room for at least so many characters. */
    static LexerArrays of(int characters) {
        LexerArrays free = characters <= MOST_KEPT ? FREE.getAndSet(null) : null;
        if (free != null && free.text.length >= characters) {
            return free;
        }
        // Dense SQL has a token for every three characters: growing costs more than a few places left over.
        int tokens = characters / 3 + 8;
        return new LexerArrays(new char[characters], new short[tokens], new long[tokens]);
    }

    /** Nobody will ask for them again. */
    void release() {
        if (text.length <= MOST_KEPT) {
            FREE.lazySet(this);
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
