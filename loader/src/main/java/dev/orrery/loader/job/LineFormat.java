// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import dev.orrery.loader.change.Line;
import dev.orrery.loader.pipeline.Format;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/** Reads files as {@link Line}s. A position in a file is the byte after a record and the number of its last line. */
final class LineFormat implements BulkFormat<Line, FileSourceSplit> {
    private static final long serialVersionUID = 1;

    private final Format format;
    private final String root;

    /**
     * @param root what is cut off from the names of files, so that a person reads them as they are written
     */
    LineFormat(Format format, String root) {
        this.format = format;
        this.root = root;
    }

    @Override
    public Reader<Line> createReader(Configuration config, FileSourceSplit split) throws IOException {
        return new LineReader(split.path(), root, kind(), new CheckpointedPosition(0, 0));
    }

    @Override
    public Reader<Line> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        CheckpointedPosition position = split.getReaderPosition().orElse(new CheckpointedPosition(0, 0));
        return new LineReader(split.path(), root, kind(), position);
    }

    private LineReader.Kind kind() {
        return format.match(csv -> LineReader.Kind.CSV, debezium -> LineReader.Kind.LINES);
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Line> getProducedType() {
        return TypeInformation.of(Line.class);
    }
}
