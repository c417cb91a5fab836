// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.option.SelectionOptions;
import dev.orrery.cli.project.FileTrouble;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "compile", description = "The DDL that the project stands for, without a server.")
final class CompileCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Writes one file a model instead of one script to stdout.")
    @Nullable
    Path output;

    CompileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Compilation compilation = project.compile(folder, terminal);
        Set<ModelName> selected = selection.of(folder, compilation);
        if (output == null) {
            terminal.out().print(compilation.script(selected));
            return ExitCode.OK;
        }
        SortedMap<ModelName, String> statements = compilation.statements();
        statements.keySet().retainAll(selected);
        statements.forEach((name, statement) -> write(output, name, statement));
        terminal.say("wrote " + Figures.count(statements.size()) + " files into " + output);
        return ExitCode.OK;
    }

    private static void write(Path folder, ModelName name, String statement) {
        Path file = folder.resolve(name.database()).resolve(name.name() + ".sql");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, statement + ";\n");
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.FILE_TROUBLE, "cannot write '" + file + "': " + FileTrouble.why(e)), e);
        }
    }
}
