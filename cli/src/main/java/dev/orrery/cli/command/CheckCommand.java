// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.option.SelectionOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.models.tests.DataQuestions;
import dev.orrery.models.tests.ModelTests;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "check", description = "Every finding in the project's files, without a server.")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProjectFolder folder = project.find();
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(folder.load(diagnostics), diagnostics);
        Deployments.read(folder, compilation, diagnostics);
        ModelTests.read(folder.files(), compilation, diagnostics);
        DataQuestions.read(compilation, diagnostics);
        Set<ModelName> selected = selection.of(folder, compilation);
        List<Diagnostic> shown = about(selected, compilation, diagnostics.sorted());
        shown.forEach(terminal::show);
        long errors = count(shown, Severity.ERROR);
        long warnings = count(shown, Severity.WARNING);
        long notes = count(shown, Severity.NOTE);
        String found = errors + warnings == 0
                ? "no findings"
                : errors
                        + (errors == 1 ? " error, " : " errors, ")
                        + warnings
                        + (warnings == 1 ? " warning" : " warnings");
        if (notes > 0) {
            String more = notes + (notes == 1 ? " note" : " notes");
            found = errors + warnings == 0 ? more : found + ", " + more;
        }
        terminal.say(Figures.count(selected.size(), "model") + " checked: " + found);
        return errors == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** All findings but those in files of models that were not selected. */
    private static List<Diagnostic> about(Set<ModelName> selected, Compilation compilation, List<Diagnostic> findings) {
        Set<String> others = new HashSet<>();
        compilation.models().values().stream()
                .filter(model -> !selected.contains(model.name()))
                .forEach(model -> {
                    others.add(model.path());
                    model.seed().ifPresent(others::add);
                });
        return findings.stream()
                .filter(finding -> finding.place()
                        .filter(place -> others.contains(place.file().path()))
                        .isEmpty())
                .toList();
    }

    private static long count(List<Diagnostic> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
