// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.lineage.Lineage;
import dev.orrery.models.lineage.LineageText;
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
            names = "--depth",
            paramLabel = "N",
            description = "So many steps far (default: to the source systems, or to the last reader).")
    private int depth = Integer.MAX_VALUE;

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
        Subject found = Subject.ofColumn(compilation, subject);
        ModelName model = found.definition().name();
        Optional<String> column = found.column();
        Lineage.Follow follow = influence ? Lineage.Follow.VALUES_AND_INFLUENCE : Lineage.Follow.VALUES;
        Lineage.Answer answer = down
                ? compilation.lineage().downstream(model, column, follow, depth)
                : compilation.lineage().upstream(model, column, follow, depth);
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
}
