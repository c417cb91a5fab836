// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.option;

import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Project;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code -p DIR}: on every command that works on a project. */
public final class ProjectOptions {
    @Option(
            names = {"-p", "--project"},
            paramLabel = "DIR",
            description = "The project's folder (default: the nearest orrery.yml upward).")
    @Nullable
    Path folder;

    public boolean isGiven() {
        return folder != null;
    }

    public ProjectFolder find() {
        return ProjectFolder.find(Optional.ofNullable(folder));
    }

    /** What compiles of a project, whatever else is wrong with it. */
    public Compilation compileWithErrors(ProjectFolder found) {
        Diagnostics diagnostics = new Diagnostics();
        return Compiler.compile(found.load(diagnostics), diagnostics);
    }

    /**
     * Reads and compiles the project; shows what is not an error.
     *
     * @throws DiagnosticException with every finding, if an error is among them
     */
    public Compilation compile(ProjectFolder found, Terminal terminal) {
        Diagnostics diagnostics = new Diagnostics();
        Project project = found.load(diagnostics);
        Compilation compilation = Compiler.compile(project, diagnostics);
        diagnostics.throwIfErrors();
        diagnostics.sorted().forEach(terminal::show);
        return compilation;
    }
}
