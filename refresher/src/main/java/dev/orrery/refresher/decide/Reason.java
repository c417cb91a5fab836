// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

/** Why something is decided: one kind, and a sentence without its full stop for people. */
public record Reason(Kind kind, String text) {

    /** Every reason there is. */
    public enum Kind {
        NEVER_REFRESHED,
        REDEFINED,
        CHANGED,
        UNVERSIONED,
        NOTHING_NEW,
        NO_TARGET,
        NOT_DUE,
        DUE,
        UPSTREAM_OF_DUE,
        UPSTREAM_RUNNING,
        UPSTREAM_NOT_GOOD,
        UPSTREAM_OBSTACLE,
        NO_SLOT,
        IN_FLIGHT,
        ENDED,
        RETRY_LATER,
        BREAKER_OPEN,
        GAVE_UP,
        INACTIVE,
        MISSING,
        NOT_MANUAL,
        LEASED
    }

    @Override
    public String toString() {
        return text;
    }
}
