// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.CliCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.SourceFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
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
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.startsWith(".") && !path.contains("/."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    @Override
    public Optional<SourceFile> read(String path) {
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return Optional.of(new SourceFile(path, text));
        } catch (CharacterCodingException e) {
            throw new DiagnosticException(Diagnostic.of(CliCode.FILE_TROUBLE, "'" + path + "' is not UTF-8 text")
                    .withHelp("store it as UTF-8; the editor's menu calls that the file's encoding"));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static EnvironmentException unreadable(String path, IOException cause) {
        return new EnvironmentException(
                Diagnostic.of(CliCode.FILE_TROUBLE, "cannot read '" + path + "': " + cause.getMessage()), cause);
    }
}
