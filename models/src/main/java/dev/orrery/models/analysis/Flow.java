// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

/** How a column comes out of another: as it is, computed, through an aggregate. The later one wins over the earlier. */
public enum Flow {
    DIRECT,
    TRANSFORMED,
    AGGREGATED;

    Flow then(Flow next) {
        return compareTo(next) >= 0 ? this : next;
    }
}
