// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Severity;
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
        Deployments.read(folder, compilation, diagnostics);
        diagnostics.sorted().forEach(terminal::show);
        long errors = count(diagnostics, Severity.ERROR);
        long warnings = count(diagnostics, Severity.WARNING);
        String found = errors + warnings == 0
                ? "no findings"
                : errors
                        + (errors == 1 ? " error, " : " errors, ")
                        + warnings
                        + (warnings == 1 ? " warning" : " warnings");
        terminal.say(Figures.count(compilation.project().models().size(), "model") + " checked: " + found);
        return errors == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static long count(Diagnostics diagnostics, Severity severity) {
        return diagnostics.sorted().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
