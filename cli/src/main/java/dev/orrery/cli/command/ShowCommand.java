// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.ddl.environment.Survey;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.type.TypeText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "One model: its columns, what it reads and what reads it.")
final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description = "Also where an environment of orrery.yml has it; this asks the server.")
    @Nullable
    String environment;

    @Parameters(index = "0", paramLabel = "DB.TABLE", description = "Such as dwd.txn.")
    private String subject = "";

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        // Also of a project with errors: they may be about the very column that the person looks for.
        ProjectFolder folder = project.find();
        Compilation compilation = project.compileWithErrors(folder);
        Definition definition = Subject.ofModel(compilation, subject);
        ModelName name = definition.name();
        ModelGraph graph = compilation.graph();
        String kind = graph.find(name)
                .map(node -> node.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("");
        terminal.print(name + ", " + kind);
        compilation.model(name).ifPresent(model -> {
            model.header().about().description().ifPresent(terminal::print);
            terminal.print("file:    " + model.path());
        });
        if (environment != null) {
            terminal.print("in " + environment + ": " + place(folder, compilation, environment, name));
        }
        terminal.print("reads:   " + names(graph.reads(name)));
        terminal.print("read by: " + names(graph.readers(name)));
        TextTable table = new TextTable(List.of("column", "type", "null", "comment"));
        definition
                .columns()
                .forEach(column -> table.row(List.of(
                        column.name(),
                        TypeText.desc(column.type()),
                        column.nullable() ? "yes" : "no",
                        column.comment().orElse(""))));
        terminal.out().print("\n" + table.text());
        return ExitCode.OK;
    }

    private String place(ProjectFolder folder, Compilation compilation, String environment, ModelName model) {
        try (Site site =
                Site.open(folder, compilation, new Servers(System.getenv()), Optional.of(environment), terminal)) {
            Survey.Why why = site.survey().built().get(model);
            boolean beside = site.placement().environment().base().isPresent();
            return site.placement().name(model)
                    + (why != null ? ", " + why.words() : beside ? ", read from the base" : "");
        }
    }

    private static String names(SortedSet<ModelName> names) {
        return names.isEmpty()
                ? "nothing"
                : names.stream().map(ModelName::toString).collect(Collectors.joining(", "));
    }
}
