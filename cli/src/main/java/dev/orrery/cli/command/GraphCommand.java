// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.yaml.DurationText;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "graph", description = "The models and what each of them reads, upstream first.")
final class GraphCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, dot or mermaid (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    /** How the graph is written. */
    enum Format {
        TEXT,
        DOT,
        MERMAID
    }

    GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Compilation compilation = project.compile(project.find(), terminal);
        ModelGraph graph = compilation.graph();
        terminal.out()
                .print(
                        switch (format) {
                            case TEXT -> text(graph);
                            case DOT ->
                                edges(graph, "digraph models {\n  rankdir=LR;\n", "  \"%s\" -> \"%s\";\n", "}\n");
                            case MERMAID -> edges(graph, "flowchart LR\n", "  %s --> %s\n", "");
                        });
        return ExitCode.OK;
    }

    private static String text(ModelGraph graph) {
        TextTable table = new TextTable(List.of("model", "kind", "target lag", "reads"));
        for (ModelName name : graph.inOrder()) {
            graph.find(name)
                    .ifPresent(node -> table.row(List.of(
                            name.toString(),
                            node.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            node.targetLag()
                                    .map(lag -> lag.match(
                                            within -> DurationText.write(within.duration()), () -> "downstream"))
                                    .orElse(""),
                            node.reads().stream().map(ModelName::toString).collect(Collectors.joining(", ")))));
        }
        return table.text();
    }

    private static String edges(ModelGraph graph, String head, String edge, String foot) {
        StringBuilder out = new StringBuilder(head);
        graph.nodes()
                .forEach(node ->
                        node.reads().forEach(read -> out.append(String.format(Locale.ROOT, edge, read, node.name()))));
        return out.append(foot).toString();
    }
}
