// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A data directory that this process owns: {@code .lock} is locked for as long as it is open, and holds the process id. */
final class DataDirectory implements AutoCloseable {
    private static final String DATABASE = "orrery.duckdb";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * @throws EnvironmentException ORR-E001 when another process has it, ORR-E003 when it cannot be used
     */
    static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(
                    path.resolve(".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!lock(channel)) {
                String owner = owner(channel);
                channel.close();
                throw inUse(path, owner);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
            DataDirectory directory = new DataDirectory(path, channel);
            new Compaction(directory.database()).forgetUnfinished();
            return directory;
        } catch (IOException e) {
            throw unusable(path, String.valueOf(e.getMessage()), e);
        }
    }

    Path database() {
        return path.resolve(DATABASE);
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process; the rows are DuckDB's and safe.
            throw unusable(path, String.valueOf(e.getMessage()), e);
        }
    }

    static EnvironmentException unusable(Path path, String why, @Nullable Throwable cause) {
        return new EnvironmentException(
                Diagnostic.of(
                                EmbeddedCode.DATA_DIRECTORY_UNUSABLE,
                                "data directory '" + path + "' cannot be used: " + why)
                        .withHelp("choose a directory that you may write to with --data"),
                cause);
    }

    private static EnvironmentException inUse(Path path, String owner) {
        String by = owner.isEmpty() ? "" : " by process " + owner;
        return new EnvironmentException(
                Diagnostic.of(EmbeddedCode.DATA_DIRECTORY_IN_USE, "data directory '" + path + "' is in use" + by)
                        .withHelp("stop that process, or give this one a directory of its own with --data"),
                null);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // This very process has it open already.
            return false;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        int length = channel.read(buffer, 0);
        return length <= 0 ? "" : new String(buffer.array(), 0, length, StandardCharsets.UTF_8).strip();
    }
}
