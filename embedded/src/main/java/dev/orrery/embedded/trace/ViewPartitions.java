// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.trace;

import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.Partition;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.partition.NamedBounds;
import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a partitioned MV follows the partitions of what it reads: as StarRocks has it, its partition column comes unchanged
 * or through {@code date_trunc} from the partition column of its bases.
 */
public final class ViewPartitions {
    private final PartitionScheme scheme;
    private final List<FollowedTable> bases;

    private ViewPartitions(PartitionScheme scheme, List<FollowedTable> bases) {
        this.scheme = scheme;
        this.bases = bases;
    }

    /** Empty for an MV of one partition, and for one whose partition column cannot be followed to that of a base. */
    public static Optional<ViewPartitions> of(CatalogState state, StoredMaterializedView view) throws ServerError {
        PartitionScheme scheme = view.partitionScheme();
        if (!scheme.isPartitioned()) {
            return Optional.empty();
        }
        List<FollowedTable> bases = new ColumnTrace(state).bases(view);
        return bases.isEmpty() ? Optional.empty() : Optional.of(new ViewPartitions(scheme, bases));
    }

    /**
     * Whether an MV about to be made may have its partitions.
     *
     * @throws ServerError 1064 where StarRocks refuses its partition column
     */
    public static void check(CatalogState state, StoredMaterializedView view) throws ServerError {
        new ColumnTrace(state).check(view);
    }

    public PartitionScheme scheme() {
        return scheme;
    }

    /** Whether a change of that table or MV concerns only the partitions that its changed partitions are in. */
    public boolean follows(long baseId) {
        return bases.stream().anyMatch(b -> b.id() == baseId && b.alone());
    }

    /**
     * The partitions that the MV has to have, ranges from the lowest on.
     *
     * @param existing the partitions of everything that it reads, by the id of the table or MV
     * @return empty when a base has no partitions to follow after all
     */
    public Optional<List<WantedPartition>> wanted(Map<Long, List<Partition>> existing) {
        List<WantedPartition> all = new ArrayList<>();
        for (FollowedTable base : bases) {
            for (Partition partition : existing.getOrDefault(base.id(), List.of())) {
                boolean whole = partition.bounds().match(() -> true, range -> false, values -> false);
                if (whole) {
                    return Optional.empty();
                }
                NamedBounds mapped = new NamedBounds(partition.name(), partition.bounds());
                for (String unit : base.units()) {
                    mapped = scheme.truncated(mapped, unit);
                }
                all.add(new WantedPartition(mapped, List.of(partition)));
            }
        }
        all.sort((a, b) -> scheme.compare(a.partition().bounds(), b.partition().bounds()));
        return Optional.of(named(united(all)));
    }

    private List<WantedPartition> united(List<WantedPartition> sorted) {
        List<WantedPartition> result = new ArrayList<>();
        for (WantedPartition next : sorted) {
            int same = -1;
            for (int i = result.size() - 1; i >= 0 && same < 0; i--) {
                NamedBounds before = result.get(i).partition();
                same = scheme.overlap(before.bounds(), next.partition().bounds()) ? i : -1;
            }
            if (same < 0) {
                result.add(next);
            } else {
                WantedPartition before = result.get(same);
                List<Partition> from = new ArrayList<>(before.from());
                from.addAll(next.from());
                result.set(same, new WantedPartition(scheme.united(before.partition(), next.partition()), from));
            }
        }
        return result;
    }

    /** No name twice. */
    private static List<WantedPartition> named(List<WantedPartition> partitions) {
        Set<String> names = new HashSet<>();
        List<WantedPartition> result = new ArrayList<>();
        for (WantedPartition one : partitions) {
            String name = one.partition().name();
            for (int i = 1; !names.add(name); i++) {
                name = one.partition().name() + "_" + i;
            }
            result.add(new WantedPartition(new NamedBounds(name, one.partition().bounds()), one.from()));
        }
        return result;
    }
}
