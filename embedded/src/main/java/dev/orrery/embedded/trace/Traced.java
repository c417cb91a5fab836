// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

/** What the columns are that an MV's partition column was traced to. */
final class Traced {
    private boolean partitionColumn;
    private boolean other;

    /** A partition column of a base. */
    void foundPartitionColumn() {
        partitionColumn = true;
    }

    /** Another column, or something that is computed. */
    void foundOther() {
        other = true;
    }

    /** Whether no way led to a partition column, and one led elsewhere for sure. */
    boolean isSurelyWrong() {
        return other && !partitionColumn;
    }
}
