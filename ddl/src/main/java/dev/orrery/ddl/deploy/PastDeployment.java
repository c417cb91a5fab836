// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import java.time.Instant;
import java.util.Optional;

/**
 * A deployment of this environment.
 *
 * @param steps that its changelog has
 * @param started when the lock was asked for: the wall time begins here
 * @param finished with seeds and all; empty while it runs, and when it was killed
 * @param undone empty unless it was rolled back
 */
public record PastDeployment(
        int number,
        State state,
        String owner,
        int steps,
        Instant started,
        Optional<Instant> finished,
        Optional<Undone> undone) {

    /** Who took a deployment back, and when. */
    public record Undone(String owner, Instant started, Instant finished) {}

    /** How a deployment ended. */
    public enum State {
        /** Runs, or was killed: the next deployment finds out. */
        RUNNING,
        DONE,
        /** Ended by an error, or, without an end, killed. */
        FAILED,
        ROLLED_BACK
    }

    /** What {@code rollback --to} takes: {@code 0007}. */
    public String tag() {
        return "%04d".formatted(number);
    }
}
