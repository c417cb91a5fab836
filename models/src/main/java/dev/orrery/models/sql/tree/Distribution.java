// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code DISTRIBUTED BY HASH (a) BUCKETS 4}, {@code DISTRIBUTED BY RANDOM}.
 *
 * @param columns of HASH; empty for RANDOM
 * @param buckets empty for automatic
 */
public record Distribution(Location at, List<Identifier> columns, Optional<Integer> buckets) implements Node {
    public Distribution {
        columns = List.copyOf(columns);
    }
}
