// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB's native library, which its driver unpacks into the temporary directory, 60 MB for each process, and removes at
 * the end of the process; one that is killed leaves it behind. On Linux a loaded library needs no file any more.
 */
final class UnpackedLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibrary.class);
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Pattern NAME = Pattern.compile("libduckdb_java\\d+\\.so");

    private UnpackedLibrary() {}

    /** Removes the file of the library that this process has loaded. */
    static void remove() {
        if (!Files.isReadable(MAPS)) {
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<String> lines = Files.lines(MAPS)) {
            List<Path> loaded = lines.filter(line -> line.indexOf('/') > 0 && line.endsWith(".so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .filter(path ->
                            NAME.matcher(String.valueOf(path.getFileName())).matches())
                    .filter(path -> temporary.equals(path.getParent()))
                    .distinct()
                    .toList();
            for (Path library : loaded) {
                Files.deleteIfExists(library);
            }
        } catch (IOException e) {
            // It stays as the driver left it: nothing depends on its going.
            LOG.debug("DuckDB's library stays: {}", e.getMessage());
        }
    }
}
