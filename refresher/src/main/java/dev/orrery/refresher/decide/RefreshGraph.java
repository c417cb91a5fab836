// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelGraph.Kind;
import dev.orrery.models.catalog.ModelGraph.Refresh;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.catalog.TargetLag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The MVs that Orrery refreshes, and what each stands on, views looked through. An MV that StarRocks refreshes by itself is
 * a root here: what it holds changes when its own timer fires, not when a wave passes.
 */
public final class RefreshGraph {
    private final Map<ModelName, Node> nodes;

    private RefreshGraph(Map<ModelName, Node> nodes) {
        this.nodes = Collections.unmodifiableMap(nodes);
    }

    /**
     * A managed MV.
     *
     * @param upstream managed MVs that it reads directly or through views
     * @param downstream managed MVs that read it so
     * @param directRoots roots that it reads directly or through views
     * @param roots those, and the roots of everything upstream
     * @param definition changes whenever the text of the MV or of a view below it does; empty when nobody told
     */
    public record Node(
            ModelName name,
            SortedSet<ModelName> upstream,
            SortedSet<ModelName> downstream,
            SortedSet<ModelName> directRoots,
            SortedSet<ModelName> roots,
            Optional<TargetLag> declared,
            String definition) {
        public Node {
            upstream = Collections.unmodifiableSortedSet(new TreeSet<>(upstream));
            downstream = Collections.unmodifiableSortedSet(new TreeSet<>(downstream));
            directRoots = Collections.unmodifiableSortedSet(new TreeSet<>(directRoots));
            roots = Collections.unmodifiableSortedSet(new TreeSet<>(roots));
        }
    }

    public static RefreshGraph of(ModelGraph models) {
        return of(models, Map.of());
    }

    /**
     * @param definitions a text of each MV and view that differs whenever its definition does
     */
    public static RefreshGraph of(ModelGraph models, Map<ModelName, String> definitions) {
        Map<ModelName, Node> nodes = new LinkedHashMap<>();
        for (ModelName name : models.inOrder()) {
            ModelGraph.Node model = models.find(name).orElseThrow();
            if (isManaged(model)) {
                nodes.put(name, node(models, model, nodes, definitions));
            }
        }
        return new RefreshGraph(nodes);
    }

    private static Node node(
            ModelGraph models, ModelGraph.Node model, Map<ModelName, Node> before, Map<ModelName, String> definitions) {
        SortedSet<ModelName> upstream = new TreeSet<>();
        SortedSet<ModelName> directRoots = new TreeSet<>();
        SortedSet<ModelName> through = new TreeSet<>();
        Deque<ModelName> next = new ArrayDeque<>(model.reads());
        while (!next.isEmpty()) {
            ModelName read = next.poll();
            ModelGraph.Node found = models.find(read).orElseThrow();
            if (isManaged(found)) {
                upstream.add(read);
            } else if (found.kind() != Kind.VIEW) {
                directRoots.add(read);
            } else if (through.add(read)) {
                next.addAll(found.reads());
            }
        }
        SortedSet<ModelName> roots = new TreeSet<>(directRoots);
        for (ModelName mv : upstream) {
            Node below = before.get(mv);
            if (below == null) {
                throw new IllegalStateException("'" + mv + "' comes after '" + model.name() + "', which reads it");
            }
            roots.addAll(below.roots());
        }
        through.add(model.name());
        String definition = through.stream()
                .map(name -> definitions.getOrDefault(name, ""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\u0000"));
        SortedSet<ModelName> downstream = models.downstreamMaterializedViews(model.name());
        downstream.removeIf(name -> !isManaged(models.find(name).orElseThrow()));
        return new Node(
                model.name(),
                upstream,
                downstream,
                directRoots,
                roots,
                model.targetLag(),
                definition.isEmpty() ? "" : Fingerprint.of(definition));
    }

    private static boolean isManaged(ModelGraph.Node node) {
        return node.kind() == Kind.MATERIALIZED_VIEW && node.refresh() == Refresh.MANAGED;
    }

    /** Every MV after all those upstream of it; otherwise in the order of names. */
    public Collection<Node> inOrder() {
        return nodes.values();
    }

    public Optional<Node> find(ModelName name) {
        return Optional.ofNullable(nodes.get(name));
    }

    Node node(ModelName name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no managed MV"));
    }

    /** The roots of all MVs. */
    public SortedSet<ModelName> roots() {
        SortedSet<ModelName> roots = new TreeSet<>();
        nodes.values().forEach(node -> roots.addAll(node.roots()));
        return roots;
    }

    /** Some MVs and everything upstream of them. */
    public SortedSet<ModelName> withUpstream(Collection<ModelName> names) {
        return reach(names, Direction.UPSTREAM);
    }

    /** Some MVs and everything downstream of them. */
    public SortedSet<ModelName> withDownstream(Collection<ModelName> names) {
        return reach(names, Direction.DOWNSTREAM);
    }

    /** The MVs, divided so that none stands on one of another division: each has waves of its own. */
    public List<SortedSet<ModelName>> parts() {
        List<SortedSet<ModelName>> parts = new ArrayList<>();
        SortedSet<ModelName> left = new TreeSet<>(nodes.keySet());
        while (!left.isEmpty()) {
            SortedSet<ModelName> part = reach(List.of(left.first()), Direction.BOTH);
            left.removeAll(part);
            parts.add(part);
        }
        return parts;
    }

    private enum Direction {
        UPSTREAM,
        DOWNSTREAM,
        BOTH
    }

    private SortedSet<ModelName> reach(Collection<ModelName> from, Direction direction) {
        SortedSet<ModelName> seen = new TreeSet<>();
        Deque<ModelName> next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            Node node = node(next.poll());
            if (seen.add(node.name())) {
                if (direction != Direction.DOWNSTREAM) {
                    next.addAll(node.upstream());
                }
                if (direction != Direction.UPSTREAM) {
                    next.addAll(node.downstream());
                }
            }
        }
        return seen;
    }
}
