// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.PartitionChoice;
import java.util.Optional;

/**
 * How staged rows are applied.
 *
 * @param mergeCondition a column: a row replaces the one that is there only when its value is not smaller
 * @param partitions where rows may go, and what an overwrite replaces
 */
public record WriteOptions(WriteMode mode, Optional<String> mergeCondition, PartitionChoice partitions) {
    public static final WriteOptions FULL = new WriteOptions(WriteMode.FULL, Optional.empty());
    public static final WriteOptions OVERWRITE = new WriteOptions(WriteMode.OVERWRITE, Optional.empty());

    /** Into any partition. */
    public WriteOptions(WriteMode mode, Optional<String> mergeCondition) {
        this(mode, mergeCondition, PartitionChoice.all());
    }
}
