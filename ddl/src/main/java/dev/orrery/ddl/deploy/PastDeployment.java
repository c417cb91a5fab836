// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import java.time.Instant;
import java.util.Optional;

/**
 * A deployment of this environment.
 *
 * @param steps that its changelog has
 * @param finished empty while it runs, and when it was killed
 */
public record PastDeployment(
        int number, State state, String owner, int steps, Instant started, Optional<Instant> finished) {

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
