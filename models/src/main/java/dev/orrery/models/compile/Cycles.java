// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.catalog.ReadingOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Puts models in an order in which each follows what it reads, and finds those that stand on themselves. */
final class Cycles {
    private final SortedMap<ModelName, Set<ModelName>> reads;
    private final List<ModelName> order;
    private final List<List<ModelName>> cycles = new ArrayList<>();

    /**
     * @param reads of each model; names that are no model are ignored
     */
    Cycles(Map<ModelName, Set<ModelName>> reads) {
        this.reads = new TreeMap<>(reads);
        this.order = ReadingOrder.of(this.reads);
        if (order.size() < reads.size()) {
            NavigableSet<ModelName> left = new TreeSet<>(reads.keySet());
            order.forEach(left::remove);
            while (!left.isEmpty()) {
                prune(left);
                if (!left.isEmpty()) {
                    List<ModelName> path = cycle(left);
                    cycles.add(path);
                    left.removeAll(path);
                }
            }
        }
    }

    private Stream<ModelName> readsOf(ModelName name) {
        return new TreeSet<>(reads.getOrDefault(name, Set.of())).stream();
    }

    /** Every model in {@code left} reads another one there, so that walking along must come back. */
    private List<ModelName> cycle(NavigableSet<ModelName> left) {
        List<ModelName> path = new ArrayList<>();
        ModelName at = left.first();
        while (!path.contains(at)) {
            path.add(at);
            at = readsOf(at).filter(left::contains).findFirst().orElseThrow();
        }
        return path.subList(path.indexOf(at), path.size());
    }

    private void prune(NavigableSet<ModelName> left) {
        boolean changed = true;
        while (changed) {
            changed = left.removeIf(name -> readsOf(name).noneMatch(left::contains));
        }
    }

    /** Models that stand on no cycle, each after those that it reads. */
    List<ModelName> order() {
        return order;
    }

    /** Each cycle once: every model reads the next one, the last reads the first. */
    List<List<ModelName>> cycles() {
        return cycles;
    }
}
