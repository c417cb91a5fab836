// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import dev.orrery.models.diagnostic.FileSpan;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Something that rows and changes are read from. */
public sealed interface Source {

    String name();

    FileSpan place();

    /** The source whose rows are older than this one's. */
    Optional<Placed<String>> after();

    <R> R match(Function<Files, R> files);

    /**
     * Files of a folder, each read once from its beginning; a file is complete when it appears under its name.
     *
     * @param path file, folder or pattern ({@code *}, {@code ?}, {@code **}), relative to the project
     * @param watch how often to look for new files; empty to read what is there and end
     */
    record Files(
            String name,
            FileSpan place,
            Optional<Placed<String>> after,
            Placed<String> path,
            Format format,
            Optional<Duration> watch)
            implements Source {
        @Override
        public <R> R match(Function<Files, R> files) {
            return files.apply(this);
        }
    }
}
