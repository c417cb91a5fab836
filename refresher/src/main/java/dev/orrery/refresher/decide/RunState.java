// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

/** How far the refresh of one MV in one wave is. */
public enum RunState {
    /** Written down, perhaps not yet sent. */
    INTENDED,
    /** The server has given it a query id. */
    SUBMITTED,
    RUNNING,
    /** The MV holds its cut. */
    REFRESHED,
    /** Nothing was new: no statement was sent, or the server itself found nothing to do. */
    UNCHANGED,
    FAILED,
    /** Somebody cancelled it on the server. */
    CANCELLED,
    /** Not started: something upstream did not end well, or the MV cannot be refreshed now. */
    BLOCKED;

    public boolean isFinal() {
        return switch (this) {
            case INTENDED, SUBMITTED, RUNNING -> false;
            case REFRESHED, UNCHANGED, FAILED, CANCELLED, BLOCKED -> true;
        };
    }

    /** Whether what stands on the MV may go on. */
    public boolean isGood() {
        return this == REFRESHED || this == UNCHANGED;
    }
}
