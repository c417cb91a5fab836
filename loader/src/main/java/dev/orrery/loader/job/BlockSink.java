// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import static java.util.Objects.requireNonNull;

import com.starrocks.connector.flink.table.data.DefaultStarRocksRowData;
import com.starrocks.connector.flink.table.data.StarRocksRowData;
import com.starrocks.connector.flink.table.sink.StarRocksDynamicSinkFunctionBase;
import com.starrocks.connector.flink.table.sink.StarRocksDynamicSinkFunctionV2;
import com.starrocks.connector.flink.table.sink.StarRocksSinkOptions;
import dev.orrery.loader.change.Change;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands rows to flink-connector-starrocks, which sends them in transactions: prepared with a checkpoint, committed when
 * it is complete. The connector gets blocks of rows that are JSON already, joined as it would join them, at half the
 * cost of its own path; labels that earlier attempts left open are cleared by {@link LeftOvers} before it starts.
 */
final class BlockSink extends StarRocksDynamicSinkFunctionBase<Change> {
    static final String UPSERTS = "upserts/";
    static final String DELETES = "deletes/";
    static final String LABELS = "labels";
    static final TypeInformation<String> LABELS_TYPE = Types.STRING;

    private static final long serialVersionUID = 1;
    private static final int BLOCK = 64 * 1024;

    private final StarRocksDynamicSinkFunctionV2<StarRocksRowData> connector;
    private final ServerAddress server;
    private final String prefix;
    private final ArrayList<TableName> tables;

    private transient @Nullable List<StringBuilder> blocks;
    private transient boolean[] touched = {};
    private transient @Nullable ListState<String> labels;
    private transient @Nullable LabelBook book;
    private transient @Nullable Tally tally;
    private transient List<LabelBook> restoredBooks = List.of();
    private transient long restored;

    /**
     * @param prefix of labels; unique for each fresh start, the same when restored
     */
    BlockSink(ServerAddress server, String prefix, List<TableName> tables) {
        this.server = server;
        this.prefix = prefix;
        this.tables = new ArrayList<>(tables);
        this.connector = new StarRocksDynamicSinkFunctionV2<>(options(server, prefix, tables.get(0)));
    }

    private static StarRocksSinkOptions options(ServerAddress server, String prefix, TableName any) {
        StarRocksSinkOptions options = StarRocksSinkOptions.builder()
                .withProperty("jdbc-url", server.jdbcUrl())
                .withProperty("load-url", String.join(";", server.http()))
                .withProperty("username", server.user())
                .withProperty("password", server.password())
                // A real database, for with '*' the connector cannot open; rows name their own.
                .withProperty("database-name", any.database())
                .withProperty("table-name", "*")
                .withProperty("sink.semantic", "exactly-once")
                .withProperty("sink.label-prefix", prefix)
                .withProperty("sink.exactly-once.enable-abort-lingering-txn", "false")
                .withProperty("sink.properties.format", "json")
                .build();
        // Asked otherwise when the job is built, by a request that servers log as an error.
        options.setSupportTransactionStreamLoad(true);
        return options;
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        connector.setRuntimeContext(context);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        connector.initializeState(context);
        tally = new Tally(getRuntimeContext(), context.getOperatorStateStore());
        labels = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>(LABELS, LABELS_TYPE));
        restored = context.getRestoredCheckpointId().orElse(0);
        int mine = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int all = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        List<LabelBook> books = new ArrayList<>();
        for (String json : labels.get()) {
            LabelBook found = LabelBook.read(json);
            if (found.subtask() % all == mine) {
                books.add(found);
            }
        }
        restoredBooks = books;
    }

    @Override
    public void open(Configuration parameters) throws Exception {
        int mine = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        blocks = tables.stream().map(t -> new StringBuilder()).toList();
        touched = new boolean[tables.size()];
        LeftOvers leftOvers = new LeftOvers(new LoadTransactions(server), prefix, mine);
        LabelBook cleared = leftOvers.clear(restored, restoredBooks, tables);
        // Commits what the restore point holds.
        connector.open(parameters);
        cleared.pending().clear();
        book = cleared;
    }

    @Override
    public void invoke(Change change, Context context) throws Exception {
        int target = change.target();
        StringBuilder block = requireNonNull(blocks).get(target);
        if (!block.isEmpty()) {
            block.append(',');
        }
        block.append(change.row());
        touched[target] = true;
        String counted = change.op() == Change.Op.UPSERT ? UPSERTS : DELETES;
        requireNonNull(tally).add(counted + tables.get(target).qualified());
        if (block.length() >= BLOCK) {
            hand(target);
        }
    }

    private void hand(int target) throws Exception {
        StringBuilder block = requireNonNull(blocks).get(target);
        if (block.isEmpty()) {
            return;
        }
        TableName table = tables.get(target);
        connector.invoke(new DefaultStarRocksRowData(null, table.database(), table.name(), block.toString()), null);
        block.setLength(0);
    }

    private void handAll() throws Exception {
        for (int target = 0; target < tables.size(); target++) {
            hand(target);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        handAll();
        connector.snapshotState(context);
        LabelBook kept = requireNonNull(book);
        for (int target = 0; target < tables.size(); target++) {
            if (touched[target]) {
                kept.opened(context.getCheckpointId(), tables.get(target));
                touched[target] = false;
            }
        }
        requireNonNull(labels).update(List.of(kept.write()));
        requireNonNull(tally).snapshot();
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        connector.notifyCheckpointComplete(checkpoint);
        requireNonNull(book).completed(checkpoint);
    }

    @Override
    public void finish() throws Exception {
        handAll();
        connector.finish();
    }

    @Override
    public void close() throws Exception {
        connector.close();
    }
}
