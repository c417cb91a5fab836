// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.importing;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.project.FileTrouble;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.ddl.importing.Into;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The folder that models are written into: a project, or one that is to become a project. */
public final class ImportTarget {
    private final Path folder;
    private final Optional<Project> project;

    private ImportTarget(Path folder, Optional<Project> project) {
        this.folder = folder;
        this.project = project;
    }

    public static ImportTarget of(Path folder) {
        if (!Files.isRegularFile(folder.resolve(Project.FILE))) {
            return new ImportTarget(folder, Optional.empty());
        }
        // What is wrong in models that are there is told when they are compiled together with the new ones.
        return new ImportTarget(
                folder, Optional.of(ProjectFolder.find(Optional.of(folder)).load(new Diagnostics())));
    }

    public Optional<Project> project() {
        return project;
    }

    /** The databases of the project's layers; none for one that is to be begun. */
    public Set<String> databases() {
        Set<String> databases = new TreeSet<>();
        project.ifPresent(known -> known.layers().values().forEach(layer -> databases.add(layer.database())));
        return databases;
    }

    public Into into(Optional<Into.Environment> environment, Into.Existing existing) {
        return new Into(ProjectFolder.filesOf(folder), project, name(), environment, existing, Deployments::desired);
    }

    private String name() {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = (last == null ? "" : last.toString())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]+", "_")
                .replaceAll("^_+|_+$", "");
        return name.isEmpty() ? "imported" : name;
    }

    /** Writes files below the folder, making folders where there are none. */
    public void write(Map<String, String> files) {
        files.forEach((path, text) -> {
            Path file = folder.resolve(path);
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new EnvironmentException(
                        Diagnostic.of(CliCode.FILE_TROUBLE, "cannot write '" + file + "': " + FileTrouble.why(e)), e);
            }
        });
        ProjectFolder.ignoreLocal(folder);
    }
}
