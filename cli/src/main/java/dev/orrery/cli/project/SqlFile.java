// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.project;

import dev.orrery.cli.CliCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.SourceFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of SQL on this disk, to be read and replaced.
 *
 * @param shown its path as the person would type it
 */
public record SqlFile(Path path, String shown) {

    /**
     * The {@code .sql} files of a folder and the folders in it, hidden ones left out; a file is itself, whatever its name.
     *
     * @param base what shown paths are relative to
     */
    public static List<SqlFile> below(Path start, Path base) {
        if (Files.isRegularFile(start)) {
            return List.of(of(start, base));
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".sql"))
                    .filter(file -> !isHidden(start.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> of(file, base))
                    .toList();
        } catch (NoSuchFileException e) {
            throw new DiagnosticException(
                    Diagnostic.of(CliCode.FILE_TROUBLE, "there is no file or folder '" + shown(start, base) + "'")
                            .withHelp("paths are relative to where the command runs"));
        } catch (IOException e) {
            throw trouble("cannot list", shown(start, base), e);
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static SqlFile of(Path path, Path base) {
        return new SqlFile(path, shown(path, base));
    }

    private static String shown(Path path, Path base) {
        Path absolute = path.toAbsolutePath().normalize();
        Path root = base.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
        return shown.toString().replace('\\', '/');
    }

    /**
     * @throws DiagnosticException if it is not UTF-8 text
     */
    public SourceFile read() {
        try {
            return new SourceFile(shown, Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new DiagnosticException(Diagnostic.of(CliCode.FILE_TROUBLE, "'" + shown + "' is not UTF-8 text")
                    .withHelp("store it as UTF-8; the editor's menu calls that the file's encoding"));
        } catch (IOException e) {
            throw trouble("cannot read", shown, e);
        }
    }

    /** Replaces the whole text or, when that fails, nothing. */
    public void replace(String text) {
        try {
            Path target = path.toRealPath();
            Path fresh = Files.createTempFile(target.getParent(), ".orrery-", ".tmp");
            try {
                Files.writeString(fresh, text);
                copyPermissions(target, fresh);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw trouble("cannot write", shown, e);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view != null) {
            Files.setPosixFilePermissions(to, view.readAttributes().permissions());
        }
    }

    private static EnvironmentException trouble(String what, String shown, IOException cause) {
        return new EnvironmentException(
                Diagnostic.of(CliCode.FILE_TROUBLE, what + " '" + shown + "': " + FileTrouble.why(cause)), cause);
    }
}
