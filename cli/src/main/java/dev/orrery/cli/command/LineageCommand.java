// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.lineage.Lineage;
import dev.orrery.models.lineage.LineageText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "lineage", description = "Where a column comes from, or what is made of it.")
final class LineageCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(
            index = "0",
            paramLabel = "DB.TABLE[.COLUMN]",
            description = "Such as ads.branch_dashboard.deposits_held.")
    private String subject = "";

    @Option(names = "--down", description = "What is made of it, instead of where it comes from.")
    private boolean down;

    @Option(names = "--influence", description = "Also columns that decide which rows count: filters and joins.")
    private boolean influence;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, dot or mermaid (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    /** How the answer is written. */
    enum Format {
        TEXT,
        JSON,
        DOT,
        MERMAID
    }

    LineageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Compilation compilation = project.compile(project.find(), terminal);
        String[] parts = subject.split("\\.", 3);
        ModelName model = parts.length < 2 ? new ModelName(subject, "") : new ModelName(parts[0], parts[1]);
        Definition definition =
                compilation.catalog().find(model).orElseThrow(() -> unknownModel(compilation, model.toString()));
        Optional<String> column = parts.length == 3 ? Optional.of(column(definition, parts[2])) : Optional.empty();
        Lineage.Follow follow = influence ? Lineage.Follow.VALUES_AND_INFLUENCE : Lineage.Follow.VALUES;
        Lineage.Answer answer = down
                ? compilation.lineage().downstream(model, column, follow)
                : compilation.lineage().upstream(model, column, follow);
        terminal.out()
                .print(
                        switch (format) {
                            case TEXT -> down ? LineageText.downstream(answer) : LineageText.upstream(answer);
                            case JSON -> LineageText.json(answer);
                            case DOT -> LineageText.dot(answer);
                            case MERMAID -> LineageText.mermaid(answer);
                        });
        return ExitCode.OK;
    }

    static DiagnosticException unknownModel(Compilation compilation, String name) {
        List<String> known =
                compilation.catalog().names().stream().map(ModelName::toString).toList();
        Diagnostic finding = Diagnostic.of(CliCode.UNKNOWN_MODEL, "the project has no model '" + name + "'")
                .withHelp("`orrery graph` lists its " + Figures.count(known.size(), "model"));
        return new DiagnosticException(
                Nearest.hint(name, known).map(finding::withHint).orElse(finding));
    }

    private static String column(Definition definition, String written) {
        List<String> known = definition.columns().stream().map(Column::name).toList();
        Optional<String> found =
                known.stream().filter(name -> name.equalsIgnoreCase(written)).findFirst();
        Diagnostic finding = Diagnostic.of(
                        CliCode.UNKNOWN_MODEL, "'" + definition.name() + "' has no column '" + written + "'")
                .withHelp("it has " + String.join(", ", known));
        return found.orElseThrow(() -> new DiagnosticException(
                Nearest.hint(written, known).map(finding::withHint).orElse(finding)));
    }
}
