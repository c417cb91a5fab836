// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Finds files and gives them to readers, each file once, in the order of their names. It never tells readers that there
 * are no more: a job that ends by itself loses its checkpoints. Instead it leaves a mark when all that was there is
 * read, and whoever runs the job stops it with a savepoint.
 *
 * <p>Flink's own enumerators either never end or, once restored, never look for new files.
 */
final class FolderEnumerator implements SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> {
    private final SplitEnumeratorContext<FileSourceSplit> context;
    private final FolderSource.Settings settings;
    private final NavigableSet<FileSourceSplit> pending = new TreeSet<>(Comparator.comparing(FileSourceSplit::splitId));
    private final Set<Path> known;
    private final Set<Integer> waiting = new LinkedHashSet<>();
    private boolean listed;

    FolderEnumerator(
            SplitEnumeratorContext<FileSourceSplit> context,
            FolderSource.Settings settings,
            Collection<FileSourceSplit> pending,
            Collection<Path> known) {
        this.context = context;
        this.settings = settings;
        this.pending.addAll(pending);
        this.known = new HashSet<>(known);
    }

    @Override
    public void start() {
        settings.drained().delete();
        if (settings.watchMillis() > 0) {
            context.callAsync(this::list, this::found, 0, settings.watchMillis());
        } else {
            context.callAsync(this::list, this::found);
        }
    }

    private List<FileSourceSplit> list() throws IOException {
        List<java.nio.file.Path> files = settings.pattern().files();
        List<FileSourceSplit> splits = new ArrayList<>(files.size());
        for (java.nio.file.Path file : files) {
            Path path = new Path(file.toUri());
            long size = Files.size(file);
            long modified = Files.getLastModifiedTime(file).toMillis();
            splits.add(new FileSourceSplit(path.getPath(), path, 0, size, modified, size));
        }
        return splits;
    }

    private void found(List<FileSourceSplit> splits, @Nullable Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException("cannot list " + settings.pattern().path(), failure);
        }
        for (FileSourceSplit split : splits) {
            if (known.add(split.path())) {
                pending.add(split);
            }
        }
        listed = true;
        assign();
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        waiting.add(subtask);
        assign();
    }

    private void assign() {
        while (!pending.isEmpty() && !waiting.isEmpty()) {
            int subtask = waiting.iterator().next();
            waiting.remove(subtask);
            if (context.registeredReaders().containsKey(subtask)) {
                context.assignSplit(requireNonNull(pending.pollFirst()), subtask);
            }
        }
        boolean idle = listed && pending.isEmpty() && waiting.size() == context.currentParallelism();
        if (idle && settings.watchMillis() == 0) {
            mark();
        }
    }

    private void mark() {
        try {
            settings.drained().create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addSplitsBack(List<FileSourceSplit> splits, int subtask) {
        beginsAgain(subtask);
        pending.addAll(splits);
        assign();
    }

    @Override
    public void addReader(int subtask) {
        // It asks for a split when it has none from its checkpoint.
        beginsAgain(subtask);
    }

    private void beginsAgain(int subtask) {
        waiting.remove(subtask);
        settings.drained().delete();
    }

    @Override
    public PendingSplitsCheckpoint<FileSourceSplit> snapshotState(long checkpointId) {
        return PendingSplitsCheckpoint.fromCollectionSnapshot(List.copyOf(pending), List.copyOf(known));
    }

    @Override
    public void close() {}
}
