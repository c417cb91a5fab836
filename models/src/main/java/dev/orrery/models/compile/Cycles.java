// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.catalog.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts models in an order in which each follows what it reads, and finds those that stand on themselves. */
final class Cycles {
    private final NavigableMap<ModelName, NavigableSet<ModelName>> reads;
    private final List<ModelName> order = new ArrayList<>();
    private final List<List<ModelName>> cycles = new ArrayList<>();

    /**
     * @param reads of each model; names that are no model are ignored
     */
    Cycles(Map<ModelName, ? extends Set<ModelName>> reads) {
        this.reads = new TreeMap<>();
        reads.forEach((name, read) -> {
            NavigableSet<ModelName> known = new TreeSet<>(read);
            known.retainAll(reads.keySet());
            this.reads.put(name, known);
        });
        sort();
    }

    /** Without recursion: a chain of models may be as long as the project. */
    private void sort() {
        NavigableMap<ModelName, Integer> waiting = new TreeMap<>();
        Map<ModelName, List<ModelName>> readers = new TreeMap<>();
        NavigableSet<ModelName> ready = new TreeSet<>();
        reads.forEach((name, read) -> {
            waiting.put(name, read.size());
            read.forEach(from ->
                    readers.computeIfAbsent(from, key -> new ArrayList<>()).add(name));
            if (read.isEmpty()) {
                ready.add(name);
            }
        });
        while (!ready.isEmpty()) {
            ModelName next = ready.first();
            ready.remove(next);
            waiting.remove(next);
            order.add(next);
            for (ModelName reader : readers.getOrDefault(next, List.of())) {
                if (waiting.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        NavigableSet<ModelName> left = new TreeSet<>(waiting.keySet());
        while (!left.isEmpty()) {
            List<ModelName> path = cycle(left);
            cycles.add(path);
            left.removeAll(path);
            prune(left);
        }
    }

    /** Every model in {@code left} reads another one there, so that walking along must come back. */
    private List<ModelName> cycle(NavigableSet<ModelName> left) {
        List<ModelName> path = new ArrayList<>();
        ModelName at = left.first();
        while (!path.contains(at)) {
            path.add(at);
            at = reads.getOrDefault(at, new TreeSet<>()).stream()
                    .filter(left::contains)
                    .findFirst()
                    .orElseThrow();
        }
        return path.subList(path.indexOf(at), path.size());
    }

    private void prune(NavigableSet<ModelName> left) {
        boolean changed = true;
        while (changed) {
            changed = left.removeIf(
                    name -> reads.getOrDefault(name, new TreeSet<>()).stream().noneMatch(left::contains));
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
