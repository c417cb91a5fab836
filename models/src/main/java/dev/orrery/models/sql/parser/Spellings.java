// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import org.jspecify.annotations.Nullable;

/**
 * One string for all names and numbers that are spelt alike, in whichever text: those of a project come again and again,
 * and to find one costs less than to make another. A table of fixed size, where the last of two that share a slot stays;
 * threads may race, as any string that lies in a slot is whole and is compared before it is given out.
 */
final class Spellings {
    private static final int SLOT_BITS = 12;

    /** Longer ones are seldom met twice. */
    private static final int LONGEST = 40;

    private static final @Nullable String[] KNOWN = new @Nullable String[1 << SLOT_BITS];

    private Spellings() {}

    static String of(String source, int start, int end) {
        int length = end - start;
        if (length == 0 || length > LONGEST) {
            return source.substring(start, end);
        }
        int hash = length + 31 * source.charAt(start);
        hash = 31 * hash + source.charAt(start + (length >> 1));
        hash = 31 * hash + source.charAt(end - 1);
        int slot = (hash * 0x9E3779B9) >>> (Integer.SIZE - SLOT_BITS);
        String known = KNOWN[slot];
        if (known == null || known.length() != length || !source.startsWith(known, start)) {
            known = source.substring(start, end);
            KNOWN[slot] = known;
        }
        return known;
    }
}
