// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code OVER (PARTITION BY … ORDER BY … frame)}.
 *
 * @param hint such as {@code sort} or {@code hash}, written in brackets
 */
public record Window(
        Location at, List<Expression> partitionBy, List<SortItem> orderBy, Optional<Frame> frame, Optional<String> hint)
        implements Node {

    public Window {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }

    /**
     * @param end absent in {@code ROWS 3 PRECEDING}
     */
    public record Frame(Location at, FrameUnit unit, Bound start, Optional<Bound> end) implements Node {}

    /**
     * @param offset only for {@code PRECEDING} and {@code FOLLOWING}
     */
    public record Bound(Location at, BoundKind kind, Optional<Expression> offset) implements Node {}

    /** What a frame counts. */
    public enum FrameUnit {
        ROWS,
        RANGE
    }

    /** Where a frame begins or ends. */
    public enum BoundKind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }
}
