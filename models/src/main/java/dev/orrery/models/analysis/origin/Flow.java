// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.origin;

/**
 * How a column comes out of another: as it is, computed, through an aggregate; the later one of these wins over the
 * earlier. INFLUENCE stands apart: the other column decides which rows there are, as in a filter, a join or a group.
 */
public enum Flow {
    DIRECT,
    TRANSFORMED,
    AGGREGATED,
    INFLUENCE;

    /** One step after the other. */
    public Flow then(Flow next) {
        return compareTo(next) >= 0 ? this : next;
    }

    /** Two ways from one column into the same value: a way into the value counts more than an influence on it. */
    public Flow beside(Flow other) {
        if (this == INFLUENCE || other == INFLUENCE) {
            return this == INFLUENCE ? other : this;
        }
        return then(other);
    }
}
