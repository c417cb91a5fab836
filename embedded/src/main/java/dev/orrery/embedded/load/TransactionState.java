// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

/** Where a load transaction is; the names are StarRocks'. */
enum TransactionState {
    /** Begun, takes rows. */
    PREPARE,
    /** Its rows are safe and complete, it waits for commit or rollback. */
    PREPARED,
    /** Decided, but rows are not to be seen yet. */
    COMMITTED,
    VISIBLE,
    ABORTED;

    boolean isOpen() {
        return this == PREPARE || this == PREPARED;
    }

    /** What {@code ExistingJobStatus} says of a label in this state. */
    String existingJobStatus() {
        return isOpen() ? "RUNNING" : "FINISHED";
    }
}
