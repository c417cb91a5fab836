// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.PartitionScheme;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rows by partition, counted anew only where a partition's version grew: refreshers ask every few seconds. */
final class PartitionCounts {
    private record Counted(long version, long rows) {}

    private final Map<Long, Counted> counted = new ConcurrentHashMap<>();

    /** Rows of each partition, in their order. */
    List<Long> of(Connection connection, long objectId, List<Partition> partitions, PartitionScheme scheme)
            throws SQLException {
        List<Partition> stale = partitions.stream().filter(p -> !isKnown(p)).toList();
        if (!stale.isEmpty()) {
            List<String> counts = new ArrayList<>();
            for (Partition partition : stale) {
                counts.add("count(*) FILTER (WHERE " + scheme.condition(partition.bounds()) + ")");
            }
            List<Long> rows = Jdbc.query(
                            connection,
                            row -> {
                                List<Long> values = new ArrayList<>();
                                for (int i = 1; i <= counts.size(); i++) {
                                    values.add(row.getLong(i));
                                }
                                return values;
                            },
                            "SELECT " + String.join(", ", counts) + " FROM " + Layout.physicalName(objectId))
                    .get(0);
            for (int i = 0; i < stale.size(); i++) {
                counted.put(stale.get(i).id(), new Counted(stale.get(i).version(), rows.get(i)));
            }
        }
        return partitions.stream()
                .map(p -> counted.getOrDefault(p.id(), new Counted(0, 0)).rows)
                .toList();
    }

    private boolean isKnown(Partition partition) {
        Counted known = counted.get(partition.id());
        return known != null && known.version == partition.version();
    }
}
