// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.option.SelectionOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.GraphText;
import java.util.List;
import java.util.Set;
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

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, dot or mermaid (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    /** How the graph is written. */
    enum Format {
        TEXT,
        JSON,
        DOT,
        MERMAID
    }

    GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        Set<ModelName> selected = selection.of(folder, compilation);
        GraphText graph = new GraphText(compilation, selected);
        terminal.out()
                .print(
                        switch (format) {
                            case TEXT -> text(compilation.graph(), selected);
                            case JSON -> graph.json();
                            case DOT -> graph.dot();
                            case MERMAID -> graph.mermaid();
                        });
        return ExitCode.OK;
    }

    private static String text(ModelGraph graph, Set<ModelName> selected) {
        TextTable table = new TextTable(List.of("model", "kind", "target lag", "reads"));
        graph.inOrder().stream()
                .filter(selected::contains)
                .flatMap(name -> graph.find(name).stream())
                .forEach(node -> table.row(List.of(
                        node.name().toString(),
                        GraphText.kind(node),
                        GraphText.targetLag(node),
                        node.reads().stream().map(ModelName::toString).collect(Collectors.joining(", ")))));
        return table.text();
    }
}
