// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/**
 * Where a node stands in its text. Equal to every other location: where a node stands is not part of what it says, so
 * that trees compare by meaning with the records' own {@code equals}.
 *
 * @param start offset of its first character
 * @param end offset after its last one
 */
public record Location(int start, int end) {

    /** Of a node that the compiler made: no text stands behind it. */
    public static final Location NOWHERE = new Location(0, 0);

    public Location to(Location last) {
        return new Location(start, last.end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Location;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
