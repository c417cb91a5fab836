// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.load;

/** Hears of what a loader says, as it says it. */
public interface LoaderEvents {
    /**
     * @param resumed whether it goes on from a checkpoint
     */
    default void started(boolean resumed) {}

    /**
     * @param rows loaded into this table so far, over all runs that it goes on from
     */
    default void progress(String table, long rows, long deadLetters) {}

    /** A finding, ready to be printed. */
    default void diagnostic(String text) {}

    /** The job fell and starts again from its newest checkpoint. */
    default void restarting(String reason) {}
}
