// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.Model;
import dev.orrery.models.yaml.DurationText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints the graph of some models and the edges between them, upstream first. Every form ends with a line end. */
public final class GraphText {
    private final Compilation compilation;
    private final List<ModelGraph.Node> nodes;
    private final Set<ModelName> selected;

    public GraphText(Compilation compilation, Set<ModelName> selected) {
        this.compilation = compilation;
        this.selected = selected;
        ModelGraph graph = compilation.graph();
        this.nodes = graph.inOrder().stream()
                .filter(selected::contains)
                .flatMap(name -> graph.find(name).stream())
                .toList();
    }

    /** Such as {@code materialized view}. */
    public static String kind(ModelGraph.Node node) {
        return word(node.kind()).replace('_', ' ');
    }

    /** Such as {@code 10 min} or {@code downstream}; empty when it has none. */
    public static String targetLag(ModelGraph.Node node) {
        return node.targetLag()
                .map(lag -> lag.match(within -> DurationText.write(within.duration()), () -> "downstream"))
                .orElse("");
    }

    /** {@code {"models": [{"name", "kind", "layer", "file", "target_lag", "refresh", "reads": […]}]}}. */
    public String json() {
        String models = nodes.stream().map(this::json).collect(Collectors.joining(",\n"));
        return "{\n  \"models\": [" + (models.isEmpty() ? "" : "\n" + models + "\n  ") + "]\n}\n";
    }

    private String json(ModelGraph.Node node) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", quoted(node.name().toString()));
        fields.put("kind", quoted(word(node.kind())));
        compilation.model(node.name()).ifPresent(model -> {
            fields.put("layer", quoted(model.layer().name()));
            fields.put("file", quoted(model.path()));
            owner(model, fields);
        });
        node.targetLag().ifPresent(lag -> {
            fields.put("target_lag", quoted(targetLag(node)));
            fields.put("refresh", quoted(word(node.refresh())));
        });
        fields.put(
                "reads",
                node.reads().stream().map(read -> quoted(read.toString())).collect(Collectors.joining(", ", "[", "]")));
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ": " + field.getValue())
                .collect(Collectors.joining(", ", "    {", "}"));
    }

    private static void owner(Model model, Map<String, String> fields) {
        model.header().about().owner().ifPresent(owner -> fields.put("owner", quoted(owner)));
    }

    /** For Graphviz: what keeps rows is a box, a view is round, an MV has a double line. */
    public String dot() {
        StringBuilder out = new StringBuilder("digraph models {\n  rankdir=LR;\n  node [shape=box];\n");
        for (ModelGraph.Node node : nodes) {
            String style = switch (node.kind()) {
                case VIEW -> " [style=rounded]";
                case MATERIALIZED_VIEW -> " [peripheries=2]";
                case EXTERNAL_TABLE -> " [style=dashed]";
                case TABLE, BATCH_TABLE, SEED -> "";
            };
            out.append("  ")
                    .append(quoted(node.name().toString()))
                    .append(style)
                    .append(";\n");
        }
        edges((from, to) -> out.append("  ")
                .append(quoted(from))
                .append(" -> ")
                .append(quoted(to))
                .append(";\n"));
        return out.append("}\n").toString();
    }

    /** For mermaid, which Markdown viewers draw. */
    public String mermaid() {
        StringBuilder out = new StringBuilder("flowchart LR\n");
        Map<String, String> ids = new LinkedHashMap<>();
        for (ModelGraph.Node node : nodes) {
            String name = node.name().toString();
            ids.put(name, "m" + ids.size());
            String text = "\"" + name.replace("\"", "#quot;") + "\"";
            String shape = switch (node.kind()) {
                case VIEW -> "(" + text + ")";
                case MATERIALIZED_VIEW -> "[[" + text + "]]";
                case TABLE, BATCH_TABLE, SEED, EXTERNAL_TABLE -> "[" + text + "]";
            };
            out.append("  ").append(ids.get(name)).append(shape).append('\n');
        }
        edges((from, to) -> out.append("  ")
                .append(ids.get(from))
                .append(" --> ")
                .append(ids.get(to))
                .append('\n'));
        return out.toString();
    }

    private interface Edge {
        void between(String from, String to);
    }

    private void edges(Edge edge) {
        for (ModelGraph.Node node : nodes) {
            node.reads().stream()
                    .filter(selected::contains)
                    .forEach(read -> edge.between(read.toString(), node.name().toString()));
        }
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
