// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What stands on what, in a catalog whose reads may leave it. */
public final class Dependents {
    private final Catalog catalog;
    private final Map<ModelName, Set<ModelName>> readers;

    public Dependents(Catalog catalog) {
        this.catalog = catalog;
        this.readers = readers(catalog.definitions());
    }

    /** The MVs that a change of an object makes inactive: through views and through MVs. */
    public SortedSet<ModelName> materializedViews(ModelName changed) {
        SortedSet<ModelName> found = new TreeSet<>(readers(changed));
        found.removeIf(reader -> !(catalog.find(reader).orElse(null) instanceof Definition.MaterializedView));
        return found;
    }

    /** All that reads an object, and what reads that. */
    public SortedSet<ModelName> readers(ModelName changed) {
        SortedSet<ModelName> seen = new TreeSet<>();
        Deque<ModelName> next = new ArrayDeque<>(readers.getOrDefault(changed, Set.of()));
        while (!next.isEmpty()) {
            ModelName reader = next.poll();
            if (seen.add(reader)) {
                next.addAll(readers.getOrDefault(reader, Set.of()));
            }
        }
        return seen;
    }

    private static Map<ModelName, Set<ModelName>> readers(Collection<Definition> definitions) {
        Map<ModelName, Set<ModelName>> readers = new HashMap<>();
        for (Definition definition : definitions) {
            for (ModelName read : definition.reads()) {
                readers.computeIfAbsent(read, name -> new TreeSet<>()).add(definition.name());
            }
        }
        return readers;
    }

    /** Every definition after all that it reads, ties in the order of names; what stands in a circle comes last. */
    public static List<Definition> inOrder(Collection<Definition> definitions) {
        Map<ModelName, Definition> byName = new TreeMap<>();
        definitions.forEach(definition -> byName.put(definition.name(), definition));
        Map<ModelName, Set<ModelName>> readers = readers(definitions);
        Map<ModelName, Integer> waiting = new HashMap<>();
        SortedSet<ModelName> ready = new TreeSet<>();
        for (Definition definition : byName.values()) {
            int count = (int)
                    definition.reads().stream().filter(byName::containsKey).count();
            waiting.put(definition.name(), count);
            if (count == 0) {
                ready.add(definition.name());
            }
        }
        List<Definition> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            ModelName next = ready.first();
            ready.remove(next);
            order.add(byName.remove(next));
            for (ModelName reader : readers.getOrDefault(next, Set.of())) {
                if (waiting.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        order.addAll(byName.values());
        return order;
    }
}
