// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.catalog;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What stands on what. Edges run from a model to those that it reads; names that are read but are no node (tables of
 * another project) are kept as leaves of kind TABLE.
 */
public final class ModelGraph {
    private final SortedMap<ModelName, Node> nodes;
    private final Map<ModelName, Node> byName = new HashMap<>();
    private final Map<ModelName, SortedSet<ModelName>> readers = new HashMap<>();
    private final List<ModelName> order;

    /**
     * @throws IllegalArgumentException on a cycle: the analyzer reports those before it builds a graph
     */
    public ModelGraph(Collection<Node> nodes) {
        nodes.forEach(node -> byName.put(node.name(), node));
        for (Node node : nodes) {
            for (ModelName read : node.reads()) {
                byName.computeIfAbsent(
                        read, name -> new Node(name, Kind.TABLE, new TreeSet<>(), Optional.empty(), Refresh.NONE));
                readers.computeIfAbsent(read, name -> new TreeSet<>()).add(node.name());
            }
        }
        this.nodes = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
        SortedMap<ModelName, SortedSet<ModelName>> reads = new TreeMap<>();
        this.nodes.forEach((name, node) -> reads.put(name, node.reads()));
        this.order = List.copyOf(ReadingOrder.of(reads));
        if (order.size() < this.nodes.size()) {
            throw new IllegalArgumentException("the models stand on each other in a circle");
        }
    }

    /**
     * A model in the graph.
     *
     * @param targetLag of an MV; empty for everything else
     */
    public record Node(
            ModelName name, Kind kind, SortedSet<ModelName> reads, Optional<TargetLag> targetLag, Refresh refresh) {
        public Node {
            reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
        }
    }

    /** What a model is on the server. */
    public enum Kind {
        /** Filled by pipelines. */
        TABLE,
        /** Filled by an offline batch: a job outside of the project, or a CSV beside it. */
        BATCH_TABLE,
        /** Filled from a CSV beside it. */
        SEED,
        /** Lives in another catalog. */
        EXTERNAL_TABLE,
        VIEW,
        MATERIALIZED_VIEW
    }

    /** Who refreshes: Orrery, StarRocks' own timer, or nobody because there is nothing to refresh. */
    public enum Refresh {
        MANAGED,
        NATIVE,
        NONE
    }

    public Collection<Node> nodes() {
        return nodes.values();
    }

    public Optional<Node> find(ModelName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What a model reads directly. */
    public SortedSet<ModelName> reads(ModelName name) {
        Node node = byName.get(name);
        return node == null ? Collections.emptySortedSet() : node.reads();
    }

    /** What reads a model directly. */
    public SortedSet<ModelName> readers(ModelName name) {
        return Collections.unmodifiableSortedSet(readers.getOrDefault(name, Collections.emptySortedSet()));
    }

    /** Every model after all that it reads; ties in the order of names. */
    public List<ModelName> inOrder() {
        return order;
    }

    /** Everything below a model, itself aside. */
    public SortedSet<ModelName> upstream(ModelName name) {
        return reach(name, this::reads, any -> true);
    }

    /** Everything above a model, itself aside. */
    public SortedSet<ModelName> downstream(ModelName name) {
        return reach(name, this::readers, any -> true);
    }

    /** The tables whose changes a model shows: through views and MVs down to what is loaded. */
    public SortedSet<ModelName> rootTables(ModelName name) {
        SortedSet<ModelName> roots = upstream(name);
        roots.removeIf(found -> isKind(found, Kind.VIEW) || isKind(found, Kind.MATERIALIZED_VIEW));
        return roots;
    }

    /** The MVs that a model stands on directly, or through views only. */
    public SortedSet<ModelName> upstreamMaterializedViews(ModelName name) {
        return nearest(reach(name, this::reads, found -> !isKind(found, Kind.MATERIALIZED_VIEW)));
    }

    /** The MVs that stand on a model directly, or through views only. */
    public SortedSet<ModelName> downstreamMaterializedViews(ModelName name) {
        return nearest(reach(name, this::readers, found -> !isKind(found, Kind.MATERIALIZED_VIEW)));
    }

    private SortedSet<ModelName> nearest(SortedSet<ModelName> reached) {
        reached.removeIf(found -> !isKind(found, Kind.MATERIALIZED_VIEW));
        return reached;
    }

    private boolean isKind(ModelName name, Kind kind) {
        Node node = byName.get(name);
        return node != null && node.kind() == kind;
    }

    private static SortedSet<ModelName> reach(
            ModelName from,
            java.util.function.Function<ModelName, SortedSet<ModelName>> step,
            Predicate<ModelName> goOn) {
        SortedSet<ModelName> seen = new TreeSet<>();
        Deque<ModelName> next = new ArrayDeque<>(step.apply(from));
        while (!next.isEmpty()) {
            ModelName found = next.poll();
            if (seen.add(found) && goOn.test(found)) {
                next.addAll(step.apply(found));
            }
        }
        return seen;
    }
}
