// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import static java.util.Objects.requireNonNull;

import dev.orrery.loader.change.Change;
import dev.orrery.loader.change.Position;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Lets the newest change of each row pass and drops those that are older (late) or known (repeated). It remembers one
 * position for every row that changed, deleted ones too; a row that was only ever in a snapshot costs nothing.
 */
final class NewestFunction extends KeyedProcessFunction<String, Change, Change> implements CheckpointedFunction {
    static final String LATE = "late";
    static final String REPEATED = "repeated";
    static final String OVERTAKEN = "overtaken";

    private static final long serialVersionUID = 1;

    private transient @Nullable ValueState<String> newest;
    private transient @Nullable Tally tally;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        tally = new Tally(getRuntimeContext(), context.getOperatorStateStore());
        newest = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("newest", Types.STRING));
    }

    @Override
    public void processElement(Change change, Context context, Collector<Change> out) throws Exception {
        ValueState<String> state = requireNonNull(newest);
        switch (Position.age(change.position(), state.value())) {
            case NEW -> {
                if (!change.position().equals(Position.FIRST)) {
                    state.update(change.position());
                }
                out.collect(change);
            }
            // A snapshot's row that a change overtook is nobody's delay: both are read at once.
            case LATE -> requireNonNull(tally).add(Position.isEvent(change.position()) ? LATE : OVERTAKEN);
            case REPEATED -> requireNonNull(tally).add(REPEATED);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        requireNonNull(tally).snapshot();
    }
}
