// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.diagnostic.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The texts of a project, by paths relative to its root with {@code /} between folders. Safe for several threads. */
public interface SourceFiles {

    /** Every file below a folder such as {@code models}, at any depth, sorted; none when the folder is not there. */
    List<String> list(String folder);

    /** A file's text, read as UTF-8; empty when it is not there. */
    Optional<SourceFile> read(String path);

    /** Texts that are in memory already: of a revision, or of a test. */
    static SourceFiles of(Map<String, String> texts) {
        TreeMap<String, String> sorted = new TreeMap<>(texts);
        return new SourceFiles() {
            @Override
            public List<String> list(String folder) {
                String prefix = folder + "/";
                return sorted.tailMap(prefix, true).keySet().stream()
                        .takeWhile(path -> path.startsWith(prefix))
                        .toList();
            }

            @Override
            public Optional<SourceFile> read(String path) {
                return Optional.ofNullable(sorted.get(path)).map(text -> new SourceFile(path, text));
            }
        };
    }
}
