// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import dev.orrery.loader.pipeline.LoaderCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What one pipeline remembers between runs: its restore points and the prefix of its labels. Held by one process at a
 * time.
 */
final class StateFolder implements AutoCloseable {
    private final Path folder;
    private final String pipeline;
    private final FileChannel lock;

    private StateFolder(Path folder, String pipeline, FileChannel lock) {
        this.folder = folder;
        this.pipeline = pipeline;
        this.lock = lock;
    }

    /** Throws an {@link EnvironmentException} when another process holds it. */
    static StateFolder open(Path folder, String pipeline) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = tryLock(channel);
        if (held == null) {
            channel.close();
            throw new EnvironmentException(
                    Diagnostic.of(LoaderCode.ALREADY_RUNNING, "pipeline '" + pipeline + "' is running already")
                            .withHelp("stop the other run first; it holds '" + file + "'"),
                    null);
        }
        return new StateFolder(folder, pipeline, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    RestorePoints restorePoints() {
        return restorePointsOf(folder);
    }

    /** Those of a folder that another process may hold: to look at, not to change. */
    static RestorePoints restorePointsOf(Path folder) {
        return new RestorePoints(folder.resolve("checkpoints"));
    }

    Path marks() {
        return folder.resolve("marks");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    /** The prefix that this pipeline's labels have had, or a new one. */
    String prefix() throws IOException {
        Path file = prefixFile();
        return Files.exists(file) ? Files.readString(file).strip() : newPrefix();
    }

    /** A prefix that no label on the server has. */
    String newPrefix() throws IOException {
        String random = String.format(Locale.ROOT, "%08x", new Random().nextInt());
        String prefix = pipeline + "-" + random;
        Path written = folder.resolve("label-prefix.new");
        Files.writeString(written, prefix + "\n");
        Files.move(written, prefixFile(), StandardCopyOption.ATOMIC_MOVE);
        return prefix;
    }

    private Path prefixFile() {
        return folder.resolve("label-prefix");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
