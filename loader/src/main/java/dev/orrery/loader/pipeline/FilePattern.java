// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a source's path means: one file, every file right in a folder, or those that match a pattern. Files
 * whose names start with {@code .} or {@code _} are somebody's half-written ones and never meant.
 *
 * @param root the folder that the path is relative to
 */
public record FilePattern(String root, String path) implements Serializable {
    private static final int DEEPEST = 32;

    /** In the order of their names. A folder that is not there has no files. */
    public List<Path> files() {
        Path whole = Path.of(root).resolve(fixedPart());
        String rest = path.substring(fixedPart().length());
        if (rest.isEmpty()) {
            return Files.isDirectory(whole) ? list(whole, 1, file -> true) : single(whole);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + strip(rest));
        int depth = rest.contains("**")
                ? DEEPEST
                : (int) rest.chars().filter(c -> c == '/').count() + 1;
        return list(whole, depth, file -> matcher.matches(whole.relativize(file)));
    }

    private static List<Path> single(Path file) {
        return Files.isRegularFile(file) ? List.of(file) : List.of();
    }

    private static String strip(String rest) {
        return rest.startsWith("/") ? rest.substring(1) : rest;
    }

    /** The folders before the first wildcard. */
    private String fixedPart() {
        for (int i = 0; i < path.length(); i++) {
            if ("*?[{".indexOf(path.charAt(i)) >= 0) {
                return path.substring(0, path.lastIndexOf('/', i) + 1);
            }
        }
        return path;
    }

    private static List<Path> list(Path folder, int depth, PathMatcher wanted) {
        try (Stream<Path> found = Files.walk(folder, depth)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(file))
                    .filter(wanted::matches)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHidden(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") || name.startsWith("_");
    }

    /** The file's name without its ending: {@code core.txn} of {@code initial/core.txn.csv}. */
    public static String stream(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
