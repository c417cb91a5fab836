// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.lexer;

import org.jspecify.annotations.Nullable;

/**
 * One string for all names and numbers of a text that are spelt alike: they come again and again, and to find one costs
 * less than to make another. Of two that share a slot the last one stays.
 */
final class Spellings {
    private static final int MOST_SLOTS = 256;

    private final String source;
    private final char[] text;
    private final @Nullable String[] known;

    /** By slot, where the string stands that lies there. */
    private final int[] starts;

    /**
     * @param tokens how many there are in the text
     */
    Spellings(String source, char[] text, int tokens) {
        this.source = source;
        this.text = text;
        int slots = Math.min(MOST_SLOTS, Math.max(8, Integer.highestOneBit(tokens)));
        this.known = new @Nullable String[slots];
        this.starts = new int[slots];
    }

    /** What stands in the text from one offset to another. */
    String of(int start, int end) {
        int length = end - start;
        if (length == 0) {
            return "";
        }
        char[] characters = text;
        int slot = (length * 31 + characters[start] * 7 + characters[start + (length >> 1)] * 3 + characters[end - 1])
                & (known.length - 1);
        String found = known[slot];
        if (found == null || found.length() != length || !alike(characters, starts[slot], start, length)) {
            found = source.substring(start, end);
            known[slot] = found;
            starts[slot] = start;
        }
        return found;
    }

    private static boolean alike(char[] characters, int one, int other, int length) {
        for (int i = length - 1; i >= 0; i--) {
            if (characters[one + i] != characters[other + i]) {
                return false;
            }
        }
        return true;
    }
}
