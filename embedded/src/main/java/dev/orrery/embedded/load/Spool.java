// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.load.rows.Lz4Frames;
import dev.orrery.embedded.load.rows.RowFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The bodies of one transaction as they came, in files of a directory of its own: {@link #force} makes them outlive the
 * process, so that a prepared transaction can be committed after a restart.
 */
final class Spool {
    private static final String SUFFIX = ".body";
    private static final int BUFFER = 1 << 18;

    private final Path directory;

    Spool(Path directory) {
        this.directory = directory;
    }

    /** Bytes written. */
    long add(InputStream body) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("%06d".formatted(files().size()) + SUFFIX);
        long total = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            int got;
            while ((got = body.read(buffer)) >= 0) {
                out.write(buffer, 0, got);
                total += got;
            }
        }
        return total;
    }

    boolean isEmpty() throws IOException {
        return files().isEmpty();
    }

    List<RowFormat.Body> bodies(LoadSpec.Compression compression) throws IOException {
        return files().stream()
                .<RowFormat.Body>map(file -> () -> open(file, compression))
                .toList();
    }

    private static InputStream open(Path file, LoadSpec.Compression compression) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return switch (compression) {
                case NONE -> in;
                case GZIP -> new GZIPInputStream(in, BUFFER);
                case DEFLATE -> new InflaterInputStream(in, new Inflater(true));
                case LZ4_FRAME -> new Lz4Frames(in);
            };
        } catch (IOException | RuntimeException malformed) {
            in.close();
            throw malformed;
        }
    }

    /** Brings every byte to the disk. */
    void force() throws IOException {
        for (Path file : files()) {
            force(file, StandardOpenOption.WRITE);
        }
        force(directory, StandardOpenOption.READ);
        Path parent = directory.getParent();
        if (parent != null) {
            force(parent, StandardOpenOption.READ);
        }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    void delete() {
        delete(directory);
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }
}
