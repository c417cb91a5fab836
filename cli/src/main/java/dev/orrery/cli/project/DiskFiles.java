// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.project;

import dev.orrery.cli.CliCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.SourceFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The texts below a folder. Hidden files and folders are no part of a project. */
final class DiskFiles implements SourceFiles {
    private final Path root;

    DiskFiles(Path root) {
        this.root = root;
    }

    @Override
    public List<String> list(String folder) {
        Path start = root.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        int prefix = root.resolve("x").toString().length() - 1;
        // The attributes come with the walk: asking for them again costs as much as the walk itself.
        try (Stream<Path> files = Files.find(start, Integer.MAX_VALUE, DiskFiles::isFile)) {
            return files.map(file -> file.toString().substring(prefix).replace('\\', '/'))
                    .filter(path -> !path.startsWith(".") && !path.contains("/."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static boolean isFile(Path file, BasicFileAttributes attributes) {
        return attributes.isRegularFile() || (attributes.isSymbolicLink() && Files.isRegularFile(file));
    }

    @Override
    public Optional<SourceFile> read(String path) {
        try {
            return Optional.of(new SourceFile(path, Files.readString(root.resolve(path))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new DiagnosticException(Diagnostic.of(CliCode.FILE_TROUBLE, "'" + path + "' is not UTF-8 text")
                    .withHelp("store it as UTF-8; the editor's menu calls that the file's encoding"));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static EnvironmentException unreadable(String path, IOException cause) {
        return new EnvironmentException(
                Diagnostic.of(CliCode.FILE_TROUBLE, "cannot read '" + path + "': " + FileTrouble.why(cause)), cause);
    }
}
