// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.NamedBounds;
import java.util.List;
import java.util.Map;

/**
 * What an ALTER TABLE does to a table's partitions.
 *
 * @param dropped with their rows
 * @param renamed new names by id
 */
public record PartitionEdit(List<NamedBounds> added, List<Partition> dropped, Map<Long, String> renamed) {
    public static final PartitionEdit NONE = new PartitionEdit(List.of(), List.of(), Map.of());

    public PartitionEdit {
        added = List.copyOf(added);
        dropped = List.copyOf(dropped);
        renamed = Map.copyOf(renamed);
    }

    public boolean isEmpty() {
        return added.isEmpty() && dropped.isEmpty() && renamed.isEmpty();
    }
}
