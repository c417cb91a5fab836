// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.NamedBounds;
import java.util.List;
import java.util.Map;

/**
 * What a refresh does to an MV.
 *
 * @param dropped partitions of the MV that go, with their rows
 * @param added partitions that come
 * @param filled those whose rows are replaced, of the added ones and of those that were there
 * @param versions what the MV's rows are computed from afterwards, as {@link StoredMaterializedView#baseVersions}
 * @param places as {@link StoredMaterializedView#places}
 */
public record ViewFilling(
        List<Partition> dropped,
        List<NamedBounds> added,
        List<NamedBounds> filled,
        Map<Long, Long> versions,
        Map<Long, String> places) {
    public ViewFilling {
        dropped = List.copyOf(dropped);
        added = List.copyOf(added);
        filled = List.copyOf(filled);
        versions = Map.copyOf(versions);
        places = Map.copyOf(places);
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return dropped.isEmpty() && added.isEmpty() && filled.isEmpty();
    }
}
