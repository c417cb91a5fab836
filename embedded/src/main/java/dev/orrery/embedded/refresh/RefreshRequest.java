// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import dev.orrery.embedded.partition.PartitionSpan;
import java.util.Optional;

/**
 * How a refresh was asked for.
 *
 * @param span the partitions that it is about; empty for all
 */
public record RefreshRequest(Extent extent, Wait waiting, int priority, Optional<PartitionSpan> span) {
    /** By REFRESH without more words. */
    public static final RefreshRequest MANUAL = new RefreshRequest(Extent.CHANGED, Wait.ASYNC, 80, Optional.empty());

    public static final RefreshRequest SCHEDULED = new RefreshRequest(Extent.CHANGED, Wait.ASYNC, 0, Optional.empty());

    /** Whether it refreshes what did not change, too. */
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
