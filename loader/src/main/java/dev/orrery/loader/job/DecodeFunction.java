// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import static java.util.Objects.requireNonNull;

import dev.orrery.loader.change.Change;
import dev.orrery.loader.change.DeadLetter;
import dev.orrery.loader.change.Decoder;
import dev.orrery.loader.change.Line;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Lines of one source to changes; what cannot be loaded goes aside. */
final class DecodeFunction extends ProcessFunction<Line, Change> implements CheckpointedFunction {
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
    static final String UNROUTED = "unrouted/";

    private static final long serialVersionUID = 1;

    private final String source;
    private final Decoder.Settings settings;
    private transient @Nullable Decoder decoder;
    private transient @Nullable Tally tally;

    DecodeFunction(String source, Decoder.Settings settings) {
        this.source = source;
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        tally = new Tally(getRuntimeContext(), context.getOperatorStateStore());
        decoder = Decoder.of(settings);
    }

    @Override
    public void processElement(Line line, Context context, Collector<Change> out) {
        if (!line.problem().isEmpty()) {
            context.output(DEAD_LETTERS, letter(line, "", line.problem()));
            return;
        }
        requireNonNull(decoder).decode(line, new Decoder.Output() {
            @Override
            public void change(Change change) {
                out.collect(change);
            }

            @Override
            public void refuse(String table, String reason) {
                context.output(DEAD_LETTERS, letter(line, table, reason));
            }

            @Override
            public void unrouted(String stream) {
                requireNonNull(tally).add(UNROUTED + stream);
            }
        });
    }

    private DeadLetter letter(Line line, String table, String reason) {
        return new DeadLetter(source, table, line.file(), line.number(), reason, line.text());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        requireNonNull(tally).snapshot();
    }
}
