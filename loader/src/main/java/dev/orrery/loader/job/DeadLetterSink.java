// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.loader.change.DeadLetter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters to a file, one JSON object a line, each once: the checkpoint holds the length of the file, and what
 * stands behind it is cut off when the job is restored. A job that starts anew starts the file anew.
 */
@SuppressWarnings("deprecation") // the interface that replaces it commits files, not lines
final class DeadLetterSink extends RichSinkFunction<DeadLetter> implements CheckpointedFunction {
    static final String DEAD = "dead/";

    private static final long serialVersionUID = 1;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String file;
    private transient @Nullable FileChannel channel;
    private transient @Nullable ListState<Long> length;
    private transient @Nullable Tally tally;

    DeadLetterSink(String file) {
        this.file = file;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        tally = new Tally(getRuntimeContext(), context.getOperatorStateStore());
        length = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("dead-letters-length", Types.LONG));
        long kept = 0;
        for (long known : length.get()) {
            kept += known;
        }
        Path path = Path.of(file);
        if (kept == 0 && !Files.exists(path)) {
            return;
        }
        FileChannel opened = open();
        opened.truncate(kept);
        opened.position(opened.size());
        channel = opened;
    }

    private FileChannel open() throws IOException {
        Path path = Path.of(file).toAbsolutePath();
        Files.createDirectories(requireNonNull(path.getParent()));
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void invoke(DeadLetter letter, Context context) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            out = open();
            channel = out;
        }
        ObjectNode line = MAPPER.createObjectNode()
                .put("source", letter.source())
                .put("table", letter.table())
                .put("file", letter.file())
                .put("line", letter.line())
                .put("reason", letter.reason())
                .put("raw", letter.raw());
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        requireNonNull(tally).add(DEAD + letter.table());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        FileChannel out = channel;
        if (out != null) {
            out.force(true);
        }
        requireNonNull(length).update(List.of(out == null ? 0L : out.position()));
        requireNonNull(tally).snapshot();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
