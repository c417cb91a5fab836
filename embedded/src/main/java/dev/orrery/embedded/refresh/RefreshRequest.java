// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

/** How a refresh was asked for. */
public record RefreshRequest(Extent extent, Wait waiting, int priority) {
    /** By REFRESH without more words. */
    public static final RefreshRequest MANUAL = new RefreshRequest(Extent.CHANGED, Wait.ASYNC, 80);

    public static final RefreshRequest SCHEDULED = new RefreshRequest(Extent.CHANGED, Wait.ASYNC, 0);

    /** Whether it runs when nothing changed. */
    public enum Extent {
        CHANGED,
        FORCED
    }

    /** Whether the asker waits for its end. */
    public enum Wait {
        ASYNC,
        SYNC
    }
}
