// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.models.catalog.ModelName;
import java.util.List;

/**
 * A table or MV whose partitions those of an MV follow.
 *
 * @param units of the {@code date_trunc}s between its partition column and the MV's, the innermost first
 * @param alone whether a row of one partition of the MV depends on the rows of the base's partitions in it and on no
 *     others: false where the query reads the base twice, or has windows or a LIMIT
 */
record FollowedTable(long id, ModelName name, PartitionScheme scheme, List<String> units, boolean alone) {
    FollowedTable {
        units = List.copyOf(units);
    }
}
