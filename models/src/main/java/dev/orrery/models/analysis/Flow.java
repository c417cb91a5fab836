// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

/**
 * How a column comes out of another: as it is, computed, through an aggregate; the later one of these wins over the
 * earlier. INFLUENCE stands apart: the other column decides which rows there are, as in a filter, a join or a group.
 */
public enum Flow {
    DIRECT,
    TRANSFORMED,
    AGGREGATED,
    INFLUENCE;

    Flow then(Flow next) {
        return compareTo(next) >= 0 ? this : next;
    }
}
