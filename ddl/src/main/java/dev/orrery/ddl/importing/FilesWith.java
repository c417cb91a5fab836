// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.SourceFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The files of a project as they would be with some texts written over them. */
public final class FilesWith implements SourceFiles {
    private final SourceFiles below;
    private final SourceFiles above;

    public FilesWith(SourceFiles below, Map<String, String> texts) {
        this.below = below;
        this.above = SourceFiles.of(texts);
    }

    @Override
    public List<String> list(String folder) {
        TreeSet<String> paths = new TreeSet<>(below.list(folder));
        paths.addAll(above.list(folder));
        return List.copyOf(paths);
    }

    @Override
    public Optional<SourceFile> read(String path) {
        return above.read(path).or(() -> below.read(path));
    }
}
