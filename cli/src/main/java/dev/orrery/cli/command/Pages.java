// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.project.FileTrouble;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Files that travel in the command's jar: error pages and example projects. */
public final class Pages {
    private Pages() {}

    /** The text of one packaged file, such as {@code errors/ORR-M001.md}. */
    static Optional<String> text(String path) {
        try (InputStream in = Pages.class.getResourceAsStream("/" + path)) {
            if (in == null) {
                return Optional.empty();
            }
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names directly under a packaged folder, sorted. */
    static List<String> names(String folder) {
        return inFolder(folder, path -> {
            try (Stream<Path> children = Files.list(path)) {
                return children.map(child -> child.getFileName().toString().replace("/", ""))
                        .sorted()
                        .toList();
            }
        });
    }

    /**
     * Copies a packaged folder with everything in it.
     *
     * @return how many files were written
     */
    public static int copy(String folder, Path target) {
        return inFolder(folder, source -> {
            List<Path> found;
            try (Stream<Path> walk = Files.walk(source)) {
                found = walk.filter(Files::isRegularFile).toList();
            }
            for (Path file : found) {
                Path to = target.resolve(source.relativize(file).toString());
                write(file, to);
            }
            return found.size();
        });
    }

    private static void write(Path file, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.FILE_TROUBLE, "cannot write '" + to + "': " + FileTrouble.why(e))
                            .withHelp("name a folder that you may write to"),
                    e);
        }
    }

    private interface FolderReader<R> {
        R read(Path folder) throws IOException;
    }

    private static <R> R inFolder(String folder, FolderReader<R> reader) {
        try {
            URI uri = Objects.requireNonNull(Pages.class.getResource("/" + folder), folder)
                    .toURI();
            if (!"jar".equals(uri.getScheme())) {
                return reader.read(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return reader.read(jar.getPath("/" + folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
