// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.project;

import dev.orrery.cli.CliCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder with an {@code orrery.yml}. */
public final class ProjectFolder {
    private final Path root;

    private ProjectFolder(Path root) {
        this.root = root;
    }

    /**
     * The given folder, or the nearest one upward from where the command runs.
     *
     * @throws DiagnosticException ORR-C001 when there is none
     */
    public static ProjectFolder find(Optional<Path> given) {
        Path start = given.orElse(Path.of("")).toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = given.isPresent() ? null : folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(Project.FILE))) {
                return new ProjectFolder(folder);
            }
        }
        String where = given.isPresent() ? "'" + given.get() + "'" : "'" + start + "' or above it";
        throw new DiagnosticException(Diagnostic.of(CliCode.NO_PROJECT, "there is no orrery.yml in " + where)
                .withHelp("name the project's folder with -p DIR, or write a new one with `orrery init DIR`"));
    }

    public Path root() {
        return root;
    }

    /** What belongs to this machine alone: data of the embedded server, logs, checkpoints. Never committed. */
    public Path local() {
        return localOf(root);
    }

    /** The same for a folder that need not be a project. */
    public static Path localOf(Path folder) {
        return folder.resolve(".orrery");
    }

    public SourceFiles files() {
        return filesOf(root);
    }

    /** The same for a folder that need not be a project. */
    public static SourceFiles filesOf(Path folder) {
        return new DiskFiles(folder);
    }

    /**
     * The same files as they were at a revision of git.
     *
     * @throws DiagnosticException ORR-C018 when git does not know the revision
     */
    public SourceFiles filesAt(String revision) {
        return GitFiles.at(root, revision);
    }

    /**
     * Reads the project; findings go to the diagnostics.
     *
     * @throws DiagnosticException with the findings in orrery.yml alone, if an error is among them: every model and test would
     *     be blamed for it
     */
    public Project load(Diagnostics diagnostics) {
        Project project = Project.load(files(), diagnostics);
        Diagnostics own = new Diagnostics();
        own.addAll(diagnostics.sorted().stream()
                .filter(finding -> finding.place()
                        .filter(place -> place.file().path().equals(Project.FILE))
                        .isPresent())
                .toList());
        own.throwIfErrors();
        return project;
    }

    /** Keeps {@link #local} out of git, unless the folder says already what git ignores. */
    public static void ignoreLocal(Path folder) {
        Path file = folder.resolve(".gitignore");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, ".orrery/\n");
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.FILE_TROUBLE, "cannot write '" + file + "': " + FileTrouble.why(e)), e);
        }
    }
}
