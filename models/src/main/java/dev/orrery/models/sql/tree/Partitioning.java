// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;

/**
 * {@code PARTITION BY …} in its three forms.
 *
 * @param expressions the columns of RANGE and LIST, or the columns and expressions of the automatic form
 * @param partitions as declared for RANGE and LIST, in order
 */
public record Partitioning(
        Location at, PartitionKind kind, List<Expression> expressions, List<PartitionDefinition> partitions)
        implements Node {

    public Partitioning {
        expressions = List.copyOf(expressions);
        partitions = List.copyOf(partitions);
    }

    /** EXPRESSION makes its partitions by itself. */
    public enum PartitionKind {
        RANGE,
        LIST,
        EXPRESSION
    }

    /**
     * One item of the parenthesised list.
     *
     * @param text its normal spelling, such as {@code PARTITION p1 VALUES LESS THAN ("2026-01-01")} or {@code START
     *     ("…") END ("…") EVERY (INTERVAL 1 DAY)}
     */
    public record PartitionDefinition(Location at, String text) implements Node {}
}
