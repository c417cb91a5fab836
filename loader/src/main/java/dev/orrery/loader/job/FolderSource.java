// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import dev.orrery.loader.change.Line;
import dev.orrery.loader.pipeline.FilePattern;
import dev.orrery.loader.pipeline.Format;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.connector.file.src.PendingSplitsCheckpointSerializer;
import org.apache.flink.connector.file.src.impl.FileSourceReader;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The files of a pipeline's source: Flink's file reader behind an enumerator of ours. */
final class FolderSource implements Source<Line, FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> {
    private static final long serialVersionUID = 1;

    /**
     * @param watchMillis how often to look for new files; 0: once
     * @param drained told when every file was read
     */
    record Settings(FilePattern pattern, Format format, long watchMillis, Mark drained) implements Serializable {}

    /** A file whose being there says something to another process or thread. */
    record Mark(String file) implements Serializable {
        void create() throws IOException {
            Path path = Path.of(file);
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (!Files.exists(path)) {
                Files.createFile(path);
            }
        }

        void delete() {
            // Not there is as good as deleted.
            boolean unused = new File(file).delete();
        }
    }

    private final Settings settings;

    FolderSource(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> createEnumerator(
            SplitEnumeratorContext<FileSourceSplit> context) {
        return new FolderEnumerator(context, settings, List.of(), List.of());
    }

    @Override
    public SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> restoreEnumerator(
            SplitEnumeratorContext<FileSourceSplit> context, PendingSplitsCheckpoint<FileSourceSplit> checkpoint) {
        return new FolderEnumerator(context, settings, checkpoint.getSplits(), checkpoint.getAlreadyProcessedPaths());
    }

    @Override
    public SimpleVersionedSerializer<FileSourceSplit> getSplitSerializer() {
        return FileSourceSplitSerializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<PendingSplitsCheckpoint<FileSourceSplit>> getEnumeratorCheckpointSerializer() {
        return new PendingSplitsCheckpointSerializer<>(FileSourceSplitSerializer.INSTANCE);
    }

    @Override
    public SourceReader<Line, FileSourceSplit> createReader(SourceReaderContext context) {
        LineFormat lines = new LineFormat(settings.format(), settings.pattern().root());
        return new FileSourceReader<>(context, lines, context.getConfiguration());
    }
}
