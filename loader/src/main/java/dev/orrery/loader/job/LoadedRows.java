// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * What a restore point says of the rows that went into each table, read without running the job: the sink's {@link
 * Tally} and its {@link LabelBook}s.
 */
public final class LoadedRows {
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final List<LabelBook.Pending> pending = new ArrayList<>();

    private LoadedRows() {}

    /** Upserts and deletes of one table, of all runs up to the restore point. */
    public record Written(long upserts, long deletes) {}

    /** Throws an {@link IOException} when files of the restore point are not there. */
    public static LoadedRows of(CheckpointMetadata point) throws IOException {
        LoadedRows rows = new LoadedRows();
        for (OperatorState operator : point.getOperatorStates()) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                    rows.add(handle);
                }
            }
        }
        return rows;
    }

    private void add(OperatorStateHandle handle) throws IOException {
        for (Tuple2<String, Long> count : read(handle, Tally.STATE, Tally.TYPE)) {
            counts.merge(count.f0, count.f1, Long::sum);
        }
        for (String json : read(handle, BlockSink.LABELS, BlockSink.LABELS_TYPE)) {
            pending.addAll(LabelBook.read(json).pending());
        }
    }

    /** Operator state is written as one serialized element after the other, at the places that the handle names. */
    private static <T> List<T> read(OperatorStateHandle handle, String state, TypeInformation<T> type)
            throws IOException {
        OperatorStateHandle.StateMetaInfo places =
                handle.getStateNameToPartitionOffsets().get(state);
        if (places == null) {
            return List.of();
        }
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        List<T> elements = new ArrayList<>();
        try (FSDataInputStream in = handle.openInputStream()) {
            for (long place : places.getOffsets()) {
                in.seek(place);
                elements.add(serializer.deserialize(new DataInputViewStreamWrapper(in)));
            }
        }
        return List.copyOf(elements);
    }

    /** What went into a table, {@code database.table}. */
    public Written written(String table) {
        return new Written(
                counts.getOrDefault(BlockSink.UPSERTS + table, 0L), counts.getOrDefault(BlockSink.DELETES + table, 0L));
    }

    /**
     * Whether the rows of a table, {@code database.table}, can be seen on the server unless somebody took them away: false
     * while a transaction of the restore point is not visible, which is for {@link LeftOvers} to judge.
     */
    public boolean visible(String table, ServerAddress server) throws IOException, InterruptedException {
        LoadTransactions transactions = new LoadTransactions(server);
        for (LabelBook.Pending each : pending) {
            boolean mine =
                    new TableName(each.database(), each.table()).qualified().equals(table);
            if (mine && transactions.state(each.database(), each.label()) != LoadTransactions.State.VISIBLE) {
                return false;
            }
        }
        return true;
    }
}
