// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import dev.orrery.loader.job.LoadedRows;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints and savepoints of one pipeline, of all its runs. */
final class RestorePoints {
    private static final Logger LOG = LoggerFactory.getLogger(RestorePoints.class);
    private static final String METADATA = "_metadata";
    private static final int KEPT = 5;
    private static final int DEPTH = 3;

    private final Path folder;

    RestorePoints(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** The newest first. What cannot be read was not finished. */
    List<RestorePoint> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<RestorePoint> points = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            for (Path file : files.filter(f -> f.getFileName().toString().equals(METADATA))
                    .toList()) {
                read(file).ifPresent(points::add);
            }
        }
        points.sort(Comparator.comparingLong(RestorePoint::number).reversed());
        return points;
    }

    Optional<RestorePoint> newest() throws IOException {
        return list().stream().findFirst();
    }

    /** What went into the tables up to a restore point. */
    static LoadedRows loaded(RestorePoint point) throws IOException {
        try (DataInputStream in =
                new DataInputStream(Files.newInputStream(point.folder().resolve(METADATA)))) {
            return LoadedRows.of(Checkpoints.loadCheckpointMetadata(
                    in, RestorePoints.class.getClassLoader(), point.folder().toString()));
        }
    }

    private static Optional<RestorePoint> read(Path metadata) {
        Path folder = Objects.requireNonNull(metadata.toAbsolutePath().getParent());
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            long number = Checkpoints.loadCheckpointMetadata(
                            in, RestorePoints.class.getClassLoader(), folder.toString())
                    .getCheckpointId();
            return Optional.of(new RestorePoint(number, folder));
        } catch (IOException e) {
            LOG.warn("{} is not used: {}", folder, e.getMessage());
            return Optional.empty();
        }
    }

    /** Takes this one and all that are newer out of the list; their files stay until {@link #prune}. */
    void discard(RestorePoint unusable) throws IOException {
        for (RestorePoint point : list()) {
            if (point.number() >= unusable.number()) {
                Path metadata = point.folder().resolve(METADATA);
                Files.move(
                        metadata, metadata.resolveSibling(METADATA + ".unusable"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Deletes all but the newest ones, and what unfinished ones left. Not while a job runs. */
    void prune() throws IOException {
        List<Path> kept = list().stream().limit(KEPT).map(RestorePoint::folder).toList();
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path child : children(folder)) {
            boolean holdsNone = kept.stream().noneMatch(k -> k.startsWith(child.toAbsolutePath()));
            if (holdsNone) {
                delete(child);
            } else {
                for (Path checkpoint : children(child)) {
                    String name = checkpoint.getFileName().toString();
                    if (name.startsWith("chk-") && !kept.contains(checkpoint.toAbsolutePath())) {
                        delete(checkpoint);
                    }
                }
            }
        }
    }

    /** Forgets everything. */
    void clear() throws IOException {
        if (Files.exists(folder)) {
            delete(folder);
        }
    }

    private static List<Path> children(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(parent)) {
            return found.toList();
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
