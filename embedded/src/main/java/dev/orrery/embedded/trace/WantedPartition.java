// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

import dev.orrery.embedded.engine.Partition;
import dev.orrery.embedded.partition.NamedBounds;
import java.util.List;

/**
 * A partition that an MV has to have.
 *
 * @param from the partitions of its bases whose rows are in it
 */
public record WantedPartition(NamedBounds partition, List<Partition> from) {
    public WantedPartition {
        from = List.copyOf(from);
    }

    /** How the catalog keeps its bounds. */
    public String code() {
        return partition.bounds().encode();
    }
}
