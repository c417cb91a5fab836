// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.seed.SeedReader;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.project.Model;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "check", description = "Every finding in the project's files, without a server.")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(folder.load(diagnostics), diagnostics);
        compilation.models().values().forEach(model -> seed(folder, compilation, model, diagnostics));
        diagnostics.sorted().forEach(terminal::show);
        long errors = count(diagnostics, Severity.ERROR);
        long warnings = count(diagnostics, Severity.WARNING);
        String found = errors + warnings == 0
                ? "no findings"
                : errors
                        + (errors == 1 ? " error, " : " errors, ")
                        + warnings
                        + (warnings == 1 ? " warning" : " warnings");
        terminal.say(Figures.count(compilation.project().models().size()) + " models checked: " + found);
        return errors == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Of a table that compiled: what does not, has findings of its own. */
    static void seed(ProjectFolder folder, Compilation compilation, Model model, Diagnostics diagnostics) {
        model.seed()
                .flatMap(path -> folder.files().read(path))
                .ifPresent(file -> compilation
                        .catalog()
                        .find(model.name())
                        .filter(Definition.Table.class::isInstance)
                        .map(Definition.Table.class::cast)
                        .ifPresent(table -> SeedReader.read(file, table, diagnostics)));
    }

    private static long count(Diagnostics diagnostics, Severity severity) {
        return diagnostics.sorted().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
