// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.lineage;

import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origin;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints answers of {@link Lineage}. Every form ends with a line end. */
public final class LineageText {
    private LineageText() {}

    /**
     * A tree for people: the column, below it indented what it is made of, and so on.
     *
     * <pre>
     * dws.branch_day.deposits
     *   dwd.txn.signed_amount (aggregated)
     *     ods.txn.amount (transformed)
     * </pre>
     */
    public static String upstream(Lineage.Answer answer) {
        return tree(answer, Lineage.Edge::to, Lineage.Edge::from);
    }

    /** The tree of {@link Lineage#downstream}. */
    public static String downstream(Lineage.Answer answer) {
        return tree(answer, Lineage.Edge::from, Lineage.Edge::to);
    }

    private static String tree(
            Lineage.Answer answer, Function<Lineage.Edge, Origin> here, Function<Lineage.Edge, Origin> there) {
        NavigableMap<Origin, NavigableSet<Step>> steps = new TreeMap<>();
        for (Lineage.Edge edge : answer.edges()) {
            steps.computeIfAbsent(here.apply(edge).whole(), key -> new TreeSet<>())
                    .add(new Step(there.apply(edge), edge.flow()));
        }
        StringBuilder out = new StringBuilder();
        for (Origin start : answer.of()) {
            out.append(start).append('\n');
            branches(out, start, steps, 1);
        }
        return out.toString();
    }

    private record Step(Origin to, Flow flow) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int order = to.compareTo(other.to);
            return order != 0 ? order : flow.compareTo(other.flow);
        }
    }

    private static void branches(
            StringBuilder out, Origin at, NavigableMap<Origin, NavigableSet<Step>> steps, int depth) {
        for (Step step : steps.getOrDefault(at, new TreeSet<>())) {
            out.append("  ".repeat(depth)).append(step.to);
            if (step.flow != Flow.DIRECT) {
                out.append(" (").append(word(step.flow)).append(')');
            }
            out.append('\n');
            if (step.flow != Flow.INFLUENCE) {
                branches(out, step.to.whole(), steps, depth + 1);
            }
        }
    }

    /** {@code {"of": [...], "edges": [{"from", "path", "to", "flow"}]}}. */
    public static String json(Lineage.Answer answer) {
        String of =
                answer.of().stream().map(column -> quoted(column.toString())).collect(Collectors.joining(", "));
        String edges = answer.edges().stream()
                .map(edge -> "    {\"from\": " + quoted(edge.from().whole().toString()) + path(edge.from())
                        + ", \"to\": " + quoted(edge.to().toString()) + ", \"flow\": \"" + word(edge.flow()) + "\"}")
                .collect(Collectors.joining(",\n"));
        return "{\n  \"of\": [" + of + "],\n  \"edges\": [" + (edges.isEmpty() ? "" : "\n" + edges + "\n  ") + "]\n}\n";
    }

    private static String path(Origin from) {
        return from.path().isEmpty() ? "" : ", \"path\": " + quoted(from.path());
    }

    /** For Graphviz: one record a table, one edge a pair of columns. */
    public static String dot(Lineage.Answer answer) {
        StringBuilder out = new StringBuilder("digraph lineage {\n  rankdir=LR;\n  node [shape=record];\n");
        tables(answer).forEach((table, columns) -> {
            String fields = columns.stream()
                    .map(column -> "<" + id(column) + "> " + dotText(column))
                    .collect(Collectors.joining(" | "));
            out.append("  ")
                    .append(quoted(table))
                    .append(" [label=")
                    .append(quoted(dotText(table) + " | {" + fields + "}"));
            out.append("];\n");
        });
        for (Lineage.Edge edge : answer.edges()) {
            out.append("  ").append(port(edge.from())).append(" -> ").append(port(edge.to()));
            if (edge.flow() == Flow.INFLUENCE) {
                out.append(" [style=dashed]");
            }
            out.append(";\n");
        }
        return out.append("}\n").toString();
    }

    private static String port(Origin column) {
        return quoted(column.model().toString()) + ":" + id(column.column());
    }

    private static String id(String column) {
        return quoted("c_" + column);
    }

    private static String dotText(String text) {
        return text.replaceAll("([{}<>|\\\\])", "\\\\$1");
    }

    /** For mermaid, which Markdown viewers draw. */
    public static String mermaid(Lineage.Answer answer) {
        StringBuilder out = new StringBuilder("flowchart LR\n");
        NavigableMap<String, String> ids = new TreeMap<>();
        tables(answer).forEach((table, columns) -> {
            out.append("  subgraph ")
                    .append("t")
                    .append(ids.size())
                    .append("[\"")
                    .append(table)
                    .append("\"]\n");
            for (String column : columns) {
                String key = table + "." + column;
                ids.put(key, "c" + ids.size());
                out.append("    ").append(ids.get(key)).append("[\"").append(column.replace("\"", "#quot;"));
                out.append("\"]\n");
            }
            out.append("  end\n");
        });
        for (Lineage.Edge edge : answer.edges()) {
            String arrow = edge.flow() == Flow.INFLUENCE ? " -.-> " : " --> ";
            out.append("  ").append(ids.get(edge.from().whole().toString())).append(arrow);
            out.append(ids.get(edge.to().toString())).append('\n');
        }
        return out.toString();
    }

    private static NavigableMap<String, NavigableSet<String>> tables(Lineage.Answer answer) {
        NavigableMap<String, NavigableSet<String>> tables = new TreeMap<>();
        List<Origin> all = answer.edges().stream()
                .flatMap(edge -> List.of(edge.from(), edge.to()).stream())
                .toList();
        answer.of().forEach(column -> add(tables, column));
        all.forEach(column -> add(tables, column));
        return tables;
    }

    private static void add(NavigableMap<String, NavigableSet<String>> tables, Origin column) {
        tables.computeIfAbsent(column.model().toString(), key -> new TreeSet<>())
                .add(column.column());
    }

    private static String word(Flow flow) {
        return flow.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
