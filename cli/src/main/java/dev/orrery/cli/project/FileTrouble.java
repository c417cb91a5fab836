// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.project;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Why a file could not be read or written, in words: Java's own message is often the bare path. */
public final class FileTrouble {
    private static final Map<Class<?>, String> REASONS = Map.of(
            NoSuchFileException.class, "no such file or folder",
            AccessDeniedException.class, "permission denied",
            NotDirectoryException.class, "no folder",
            FileAlreadyExistsException.class, "a file is there already");

    private FileTrouble() {}

    /** What the exception's class says, or else its own message. */
    public static String why(IOException cause) {
        return cause instanceof FileSystemException named && REASONS.containsKey(named.getClass())
                ? REASONS.get(named.getClass()) + " ('" + named.getFile() + "')"
                : String.valueOf(cause.getMessage());
    }
}
