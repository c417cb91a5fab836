// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.lineage;

import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.catalog.ModelName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All edges between columns of a project, gathered when the first question is asked: most commands ask none. Immutable;
 * answers are in the order of names. Safe for use by several threads.
 */
public final class Lineage {
    private final Supplier<? extends Collection<Edge>> source;
    private volatile @Nullable Index index;

    /** {@code from} makes {@code to} what it is, or influences it. */
    public record Edge(Origin from, Origin to, Flow flow) implements Comparable<Edge> {
        private static final Comparator<Edge> ORDER =
                Comparator.comparing(Edge::to).thenComparing(Edge::from).thenComparing(Edge::flow);

        @Override
        public int compareTo(Edge other) {
            return ORDER.compare(this, other);
        }
    }

    /** Which edges an answer follows. */
    public enum Follow {
        /** Only what a column's value is made of. */
        VALUES,
        /** Also what decides which rows there are. */
        VALUES_AND_INFLUENCE
    }

    /**
     * What lies on one side of a column or table.
     *
     * @param of where it begins: one column, or all of a table
     * @param edges every edge that was followed
     */
    public record Answer(NavigableSet<Origin> of, List<Edge> edges) {
        public Answer {
            of = new TreeSet<>(of);
            edges = List.copyOf(edges);
        }
    }

    public Lineage(Collection<Edge> edges) {
        this(() -> edges);
    }

    /**
     * @param source asked once, at the first question
     */
    public Lineage(Supplier<? extends Collection<Edge>> source) {
        this.source = source;
    }

    private static final class Index {
        private final Map<Origin, List<Edge>> into = new HashMap<>();
        private final Map<Origin, List<Edge>> outOf = new HashMap<>();
        private final Map<ModelName, NavigableSet<Origin>> columns = new HashMap<>();
        private final List<Edge> edges;

        private Index(Collection<Edge> edges) {
            this.edges = edges.stream().distinct().sorted().toList();
            for (Edge edge : this.edges) {
                into.computeIfAbsent(edge.to, key -> new ArrayList<>()).add(edge);
                outOf.computeIfAbsent(edge.from.whole(), key -> new ArrayList<>())
                        .add(edge);
                column(edge.from.whole());
                column(edge.to);
            }
        }

        private void column(Origin column) {
            columns.computeIfAbsent(column.model(), key -> new TreeSet<>()).add(column);
        }

        private NavigableSet<Origin> start(ModelName model, Optional<String> column) {
            NavigableSet<Origin> known = columns.getOrDefault(model, new TreeSet<>());
            if (column.isEmpty()) {
                return new TreeSet<>(known);
            }
            NavigableSet<Origin> start = new TreeSet<>();
            known.stream()
                    .filter(origin -> origin.column().equalsIgnoreCase(column.get()))
                    .forEach(start::add);
            if (start.isEmpty()) {
                start.add(new Origin(model, column.get()));
            }
            return start;
        }
    }

    /** Two threads that ask at once may both gather; they gather the same. */
    private Index index() {
        Index known = index;
        if (known == null) {
            known = new Index(source.get());
            index = known;
        }
        return known;
    }

    public List<Edge> edges() {
        return index().edges;
    }

    /** What a column, or each column of a table, is made of, down to the sources. */
    public Answer upstream(ModelName model, Optional<String> column, Follow follow) {
        return upstream(model, column, follow, Integer.MAX_VALUE);
    }

    /**
     * As {@link #upstream(ModelName, Optional, Follow)}, so many steps far.
     *
     * @param depth 1 for what the column is made of directly
     */
    public Answer upstream(ModelName model, Optional<String> column, Follow follow, int depth) {
        return walk(index().start(model, column), follow, depth, index().into, edge -> edge.from.whole());
    }

    /** What is made of a column, or of each column of a table, up to the last reader. */
    public Answer downstream(ModelName model, Optional<String> column, Follow follow) {
        return downstream(model, column, follow, Integer.MAX_VALUE);
    }

    /** As {@link #downstream(ModelName, Optional, Follow)}, so many steps far. */
    public Answer downstream(ModelName model, Optional<String> column, Follow follow, int depth) {
        return walk(index().start(model, column), follow, depth, index().outOf, Edge::to);
    }

    private static Answer walk(
            NavigableSet<Origin> start,
            Follow follow,
            int depth,
            Map<Origin, List<Edge>> steps,
            Function<Edge, Origin> end) {
        NavigableSet<Edge> followed = new TreeSet<>();
        NavigableSet<Origin> seen = new TreeSet<>(start);
        NavigableSet<Origin> here = start;
        for (int i = 0; i < depth && !here.isEmpty(); i++) {
            NavigableSet<Origin> next = new TreeSet<>();
            here.stream()
                    .flatMap(origin -> steps.getOrDefault(origin, List.of()).stream())
                    .filter(edge -> edge.flow != Flow.INFLUENCE || follow == Follow.VALUES_AND_INFLUENCE)
                    .forEach(edge -> {
                        followed.add(edge);
                        // What influences an influence says nothing about this column any more.
                        if (edge.flow != Flow.INFLUENCE && seen.add(end.apply(edge))) {
                            next.add(end.apply(edge));
                        }
                    });
            here = next;
        }
        return new Answer(start, List.copyOf(followed));
    }
}
