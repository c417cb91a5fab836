// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

/**
 * How many rows a load had, and what became of them.
 *
 * @param filtered bad rows
 * @param unselected rows that {@code where} left out
 */
public record RowCounts(long total, long filtered, long unselected) {
    public static final RowCounts NONE = new RowCounts(0, 0, 0);

    public long loaded() {
        return total - filtered - unselected;
    }

    /** StarRocks' test: the share of bad rows among those selected. */
    public boolean tooManyFiltered(double maxFilterRatio) {
        long selected = total - unselected;
        return selected > 0 && (double) filtered / selected > maxFilterRatio;
    }
}
