// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orrery.embedded.load.rows.BadRows;
import dev.orrery.embedded.load.rows.LoadColumn;
import dev.orrery.embedded.load.rows.LoadFailure;
import dev.orrery.embedded.load.rows.LoadShape;
import dev.orrery.embedded.load.rows.LoadTable;
import dev.orrery.embedded.load.rows.RowCounts;
import dev.orrery.embedded.load.rows.Staging;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.type.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of every load: begin, load, prepare, commit, rollback. A prepared transaction's bodies are on disk and its
 * state in the journal, so it can be committed after a restart; commit applies the rows and marks the label in one DuckDB
 * transaction, so a label is VISIBLE exactly when its rows are.
 */
final class Transactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Duration LABELS_KEPT = Duration.ofDays(3);
    private static final int MAX_RUNNING = 1000;
    private static final int ATTEMPTS = 5;
    private static final String NO_ROWS = "No rows were imported from upstream";

    private final LoadTarget target;
    private final Path directory;
    private final Clock clock;
    private final LabelJournal journal;
    private final ErrorLogs errorLogs = new ErrorLogs();
    private final AtomicLong lastId = new AtomicLong();

    @GuardedBy("this")
    private final Labels labels = new Labels();

    private Transactions(LoadTarget target, Path directory, Clock clock, LabelJournal journal) {
        this.target = target;
        this.directory = directory;
        this.clock = clock;
        this.journal = journal;
    }

    /**
     * Takes up where the last process on the directory left: prepared transactions go on, those that were not prepared
     * are aborted.
     */
    static Transactions open(LoadTarget target, Path directory, Clock clock) throws SQLException, IOException {
        Files.createDirectories(directory);
        Transactions transactions = new Transactions(target, directory, clock, LabelJournal.open(target));
        transactions.recover();
        return transactions;
    }

    private void recover() throws SQLException, IOException {
        List<String> alive = new ArrayList<>();
        for (LabelJournal.Entry entry : journal.load(clock.instant().minus(LABELS_KEPT))) {
            Limits limits = new Limits(
                    Limits.DEFAULT.begun(), Limits.DEFAULT.idle(), Duration.ofSeconds(entry.preparedSeconds()));
            LoadTransaction.Kind kind =
                    entry.table().name().isEmpty() ? LoadTransaction.Kind.MULTI : LoadTransaction.Kind.SINGLE;
            LoadTransaction transaction = new LoadTransaction(
                    entry.id(), entry.label(), kind, entry.table(), limits, directoryOf(entry.id()), entry.status());
            lastId.set(Math.max(lastId.get(), entry.id()));
            synchronized (this) {
                labels.put(transaction);
            }
            switch (entry.status().state()) {
                case PREPARE ->
                    become(transaction, TransactionState.ABORTED, "the server was restarted before prepare");
                case PREPARED -> {
                    if (reopen(transaction)) {
                        alive.add(Long.toString(transaction.id()));
                    }
                }
                case COMMITTED, VISIBLE, ABORTED -> {}
            }
        }
        try (Stream<Path> left = Files.list(directory)) {
            left.filter(path -> !alive.contains(path.getFileName().toString())).forEach(Spool::delete);
        }
    }

    private boolean reopen(LoadTransaction transaction) throws SQLException {
        try (Stream<Path> tables = Files.list(transaction.directory())) {
            for (Path table : tables.sorted().toList()) {
                transaction.loads().add(TableLoad.reopen(table));
            }
            return true;
        } catch (IOException | LoadRefused lost) {
            LOG.error("the rows of the prepared label {} cannot be read", transaction.label(), lost);
            become(transaction, TransactionState.ABORTED, "the prepared rows cannot be read: " + text(lost));
            return false;
        }
    }

    private Path directoryOf(long id) {
        return directory.resolve(Long.toString(id));
    }

    Instant now() {
        return clock.instant();
    }

    ErrorLogs errorLogs() {
        return errorLogs;
    }

    /** The newest transaction of a label. */
    Optional<LoadTransaction> find(String database, String label) {
        expire();
        synchronized (this) {
            return labels.find(database, label);
        }
    }

    /**
     * @param table its name is empty for {@link LoadTransaction.Kind#MULTI}
     */
    LoadTransaction begin(String label, ModelName table, LoadTransaction.Kind kind, Limits limits) throws LoadRefused {
        expire();
        if (!label.matches("^[-\\w]{1,128}$")) {
            throw LoadRefused.invalid("Label format error. regex: ^[-\\w]{1,128}$, label: " + label);
        }
        LoadTransaction transaction;
        synchronized (this) {
            Optional<LoadTransaction> known = labels.find(table.database(), label);
            if (known.isPresent() && known.get().state() != TransactionState.ABORTED) {
                throw LoadRefused.labelExists(label, known.get().stateAt(now()));
            }
            if (labels.running(table.database()) >= MAX_RUNNING) {
                throw LoadRefused.internal("current running txns on db " + table.database() + " is " + MAX_RUNNING
                        + ", larger than limit " + MAX_RUNNING);
            }
            long id = lastId.incrementAndGet();
            LoadTransaction.Status status = new LoadTransaction.Status(TransactionState.PREPARE, "", now());
            transaction = new LoadTransaction(id, label, kind, table, limits, directoryOf(id), status);
            labels.put(transaction);
        }
        if (kind != LoadTransaction.Kind.STREAM_LOAD) {
            try {
                journal.record(transaction, transaction.status());
            } catch (SQLException failed) {
                transaction.become(new LoadTransaction.Status(TransactionState.ABORTED, text(failed), now()));
                throw LoadRefused.internal(text(failed));
            }
        }
        return transaction;
    }

    /** A body that the client sends once it is asked for. */
    @FunctionalInterface
    interface Body {
        InputStream open() throws IOException;
    }

    /**
     * Takes one body. The lock is the caller's.
     *
     * @throws LoadRefused the transaction is then aborted
     * @throws IOException when the client's body breaks off; the transaction is then aborted
     */
    void load(LoadTransaction transaction, ModelName table, Map<String, String> headers, Body body)
            throws LoadRefused, IOException {
        Instant start = now();
        transaction.active(start);
        try {
            TableLoad load = tableLoad(transaction, table, headers);
            long bytes = load.spool().add(body.open());
            transaction.result(transaction
                    .result()
                    .received(bytes, Duration.between(start, now()).toMillis()));
            transaction.active(now());
        } catch (LoadRefused | IOException failed) {
            abort(transaction, text(failed));
            throw failed;
        }
    }

    private TableLoad tableLoad(LoadTransaction transaction, ModelName table, Map<String, String> headers)
            throws LoadRefused, IOException {
        LoadHeaders.Door door = transaction.kind() == LoadTransaction.Kind.STREAM_LOAD
                ? LoadHeaders.Door.STREAM_LOAD
                : LoadHeaders.Door.TRANSACTION;
        LoadSpec spec = LoadHeaders.read(headers, door);
        for (TableLoad load : transaction.loads()) {
            if (load.table().equals(table)) {
                if (!load.spec().equals(spec)) {
                    throw LoadRefused.internal("load request not equal last.");
                }
                return load;
            }
        }
        spec.shape(require(table));
        Path place = transaction
                .directory()
                .resolve(Integer.toString(transaction.loads().size()));
        TableLoad load = TableLoad.create(place, table, headers, spec);
        transaction.loads().add(load);
        return load;
    }

    LoadTable require(ModelName table) throws LoadRefused {
        return target.table(table)
                .orElseThrow(() -> new LoadRefused(LoadRefused.Kind.ANALYSIS_ERROR, "unknown table \"" + table + "\""));
    }

    /** Converts the rows and makes them safe. The lock is the caller's; a refusal aborts the transaction. */
    void prepare(LoadTransaction transaction) throws LoadRefused {
        try {
            convert(transaction);
            for (TableLoad load : transaction.loads()) {
                load.spool().force();
            }
            become(transaction, TransactionState.PREPARED, "");
        } catch (LoadRefused refused) {
            abort(transaction, refused.message());
            throw refused;
        } catch (SQLException | IOException | RuntimeException failed) {
            LOG.warn("prepare of label {} failed", transaction.label(), failed);
            abort(transaction, text(failed));
            throw LoadRefused.internal(text(failed));
        }
    }

    private void convert(LoadTransaction transaction) throws LoadRefused, SQLException, IOException {
        if (transaction.loads().isEmpty()) {
            throw LoadRefused.internal("transaction " + transaction.id() + " hasn't send any data yet");
        }
        Instant start = now();
        long total = 0;
        long filtered = 0;
        long unselected = 0;
        Optional<String> log = Optional.empty();
        for (TableLoad load : transaction.loads()) {
            Staging staging = stage(transaction, load);
            total += staging.counts().total();
            filtered += staging.counts().filtered();
            unselected += staging.counts().unselected();
            BadRows bad = staging.badRows();
            if (bad.count() > 0) {
                log = Optional.of(errorLogs.add(transaction.id(), bad.log()));
            }
            transaction.result(transaction
                    .result()
                    .converted(
                            new RowCounts(total, filtered, unselected),
                            Duration.between(start, now()).toMillis(),
                            log));
            if (staging.counts().tooManyFiltered(load.spec().maxFilterRatio())) {
                throw LoadRefused.internal("too many filtered rows");
            }
        }
        if (transaction.result().counts().loaded() == 0) {
            throw LoadRefused.internal(NO_ROWS);
        }
    }

    private Staging stage(LoadTransaction transaction, TableLoad load) throws LoadRefused, SQLException, IOException {
        if (load.staging().isPresent()) {
            return load.staging().get();
        }
        LoadTable table = require(load.table());
        try {
            String name =
                    "__load_" + transaction.id() + "_" + transaction.loads().indexOf(load);
            Staging staging = load.spec().isMapped()
                    ? mapped(transaction, load, table, name)
                    : Staging.fill(
                            transaction.connection(target),
                            name,
                            table,
                            load.spec().shape(table),
                            load.spec().format(),
                            load.spool().bodies(load.spec().compression()));
            load.staged(staging);
            return staging;
        } catch (LoadFailure failure) {
            throw LoadRefused.internal(text(failure));
        }
    }

    /** Fields stay texts at first; the columns are computed from them by the engine. */
    private Staging mapped(LoadTransaction transaction, TableLoad load, LoadTable table, String name)
            throws LoadRefused, LoadFailure, SQLException, IOException {
        LoadShape shape = load.spec().shape(table);
        List<String> fields = shape.fields().stream()
                .filter(field -> !field.equalsIgnoreCase(LoadShape.OP))
                .toList();
        List<LoadColumn> texts = fields.stream()
                .map(field -> new LoadColumn(
                        field, DataType.string(), "VARCHAR", LoadColumn.Nulls.ALLOWED, false, LoadColumn.Absence.NULL))
                .toList();
        Staging raw = Staging.fill(
                transaction.connection(target),
                name + "_raw",
                new LoadTable(table.name(), texts, true),
                shape,
                load.spec().format(),
                load.spool().bodies(load.spec().compression()));
        List<String> columns = table.loadable().stream()
                .map(LoadColumn::name)
                .filter(column -> load.spec().fills(shape, column))
                .toList();
        String select = target.mapped(
                table.name(),
                new LoadTarget.Mapping(
                        raw.name(),
                        fields,
                        columns,
                        load.spec().expressions(),
                        shape.constants(),
                        load.spec().where()));
        return raw.mapped(name, table, columns, select);
    }

    /** Rows and label become visible together. The lock is the caller's; after a refusal all is as it was. */
    void commit(LoadTransaction transaction) throws LoadRefused {
        Instant start = now();
        try {
            Connection connection = transaction.connection(target);
            for (TableLoad load : transaction.loads()) {
                stage(transaction, load);
            }
            applyUntilDone(transaction, connection);
        } catch (SQLException | IOException | LoadFailure failed) {
            LOG.warn("commit of label {} failed", transaction.label(), failed);
            throw LoadRefused.internal(text(failed));
        }
        transaction.result(
                transaction.result().committed(Duration.between(start, now()).toMillis()));
        tidy(transaction);
    }

    /** Another writer may have been faster on one of several tables: the next snapshot sees its rows. */
    private void applyUntilDone(LoadTransaction transaction, Connection connection) throws SQLException, LoadFailure {
        for (int attempt = 1; ; attempt++) {
            List<LoadTarget.Applied> applied = new ArrayList<>();
            connection.setAutoCommit(false);
            try {
                apply(transaction, connection, applied);
                return;
            } catch (SQLException | LoadFailure | RuntimeException failed) {
                connection.rollback();
                connection.setAutoCommit(true);
                if (attempt == ATTEMPTS || !(failed instanceof SQLException)) {
                    throw failed;
                }
                LOG.info("label {} is applied once more: {}", transaction.label(), failed.getMessage());
            } finally {
                applied.forEach(LoadTarget.Applied::close);
            }
        }
    }

    private void apply(LoadTransaction transaction, Connection connection, List<LoadTarget.Applied> applied)
            throws SQLException, LoadFailure {
        // The order of names, so that two transactions over the same tables never wait for each other.
        List<TableLoad> ordered = transaction.loads().stream()
                .sorted((one, other) -> one.table().compareTo(other.table()))
                .toList();
        for (TableLoad load : ordered) {
            applied.add(target.apply(
                    load.table(), load.staging().orElseThrow(), load.spec().applying()));
        }
        LoadTransaction.Status visible = new LoadTransaction.Status(TransactionState.VISIBLE, "", now());
        journal.record(connection, transaction, visible);
        connection.commit();
        transaction.become(visible);
    }

    /** Ends the transaction without its rows. The lock is the caller's. */
    void abort(LoadTransaction transaction, String reason) {
        try {
            become(transaction, TransactionState.ABORTED, reason);
        } catch (SQLException failed) {
            LOG.error("label {} could not be marked as aborted", transaction.label(), failed);
            transaction.become(new LoadTransaction.Status(TransactionState.ABORTED, reason, now()));
        }
        tidy(transaction);
    }

    private void become(LoadTransaction transaction, TransactionState state, String reason) throws SQLException {
        LoadTransaction.Status status = new LoadTransaction.Status(state, reason, now());
        // A stream load is in the journal from its end on: nobody can go on with it after a restart.
        if (transaction.kind() != LoadTransaction.Kind.STREAM_LOAD || !state.isOpen()) {
            journal.record(transaction, status);
        }
        transaction.become(status);
    }

    private static void tidy(LoadTransaction transaction) {
        try {
            transaction.disconnect();
            Spool.delete(transaction.directory());
        } catch (SQLException | RuntimeException left) {
            LOG.warn("what label {} left is not all removed", transaction.label(), left);
        }
    }

    /** Aborts what had its time, forgets labels that are old. */
    void expire() {
        Instant now = now();
        List<LoadTransaction> open;
        synchronized (this) {
            labels.forgetBefore(now.minus(LABELS_KEPT));
            open = labels.open();
        }
        for (LoadTransaction transaction : open) {
            if (transaction.timedOut(now).isPresent() && transaction.lock().tryLock()) {
                try {
                    transaction.timedOut(now).ifPresent(reason -> abort(transaction, reason));
                } finally {
                    transaction.lock().unlock();
                }
            }
        }
    }

    private static String text(Exception failed) {
        return String.valueOf(failed.getMessage());
    }

    /** Lets go of the connections; prepared transactions wait for the next start. */
    @Override
    public void close() throws SQLException {
        List<LoadTransaction> open;
        synchronized (this) {
            open = labels.open();
        }
        for (LoadTransaction transaction : open) {
            transaction.lock().lock();
            try {
                transaction.disconnect();
            } finally {
                transaction.lock().unlock();
            }
        }
        journal.close();
    }
}
