// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;

/**
 * An MV as the server sees it.
 *
 * @param refreshType {@code MANUAL}, {@code ASYNC}, {@code INCREMENTAL}, or {@code ROLLUP} for a synchronous one
 * @param inactiveReason empty while it is active
 * @param taskName {@code mv-<id>}: what its task runs are filed under; changes when it is created anew
 * @param lastState of its last refresh; empty when it never had one
 * @param definition what SHOW CREATE prints
 */
public record LiveMaterializedView(
        ModelName name,
        String refreshType,
        Activity activity,
        String inactiveReason,
        String taskName,
        String lastState,
        String lastError,
        long rows,
        String definition) {

    /** Whether the server refreshes and rewrites with it. */
    public enum Activity {
        ACTIVE,
        INACTIVE
    }

    public boolean isActive() {
        return activity == Activity.ACTIVE;
    }
}
