// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.models.catalog.ModelName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One load transaction and its label. State is read by anyone and written by whoever holds the {@link #lock}; everything
 * else is touched with the lock only.
 */
final class LoadTransaction {
    /** How the transaction was begun. */
    enum Kind {
        STREAM_LOAD,
        /** Through the transaction interface, into one table. */
        SINGLE,
        /** Through the transaction interface, into any tables of the database. */
        MULTI
    }

    /** State, why it is so, and since when. */
    record Status(TransactionState state, String reason, Instant since) {}

    private final long id;
    private final String label;
    private final Kind kind;
    private final ModelName table;
    private volatile Limits limits;
    private final Instant begun;
    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<TableLoad> loads = new ArrayList<>();
    private volatile Status status;
    private volatile Instant hiddenUntil = Instant.MIN;
    private volatile Instant lastActive;
    private LoadResult result = LoadResult.NONE;
    private Optional<Connection> connection = Optional.empty();

    LoadTransaction(long id, String label, Kind kind, ModelName table, Limits limits, Path directory, Status status) {
        this.id = id;
        this.label = label;
        this.kind = kind;
        this.table = table;
        this.limits = limits;
        this.directory = directory;
        this.status = status;
        this.begun = status.since();
        this.lastActive = status.since();
    }

    long id() {
        return id;
    }

    String label() {
        return label;
    }

    Kind kind() {
        return kind;
    }

    /** The table that begin named; its name is empty for {@link Kind#MULTI}. */
    ModelName table() {
        return table;
    }

    Limits limits() {
        return limits;
    }

    void preparedFor(Duration patience) {
        limits = new Limits(limits.begun(), limits.idle(), patience);
    }

    Path directory() {
        return directory;
    }

    ReentrantLock lock() {
        return lock;
    }

    List<TableLoad> loads() {
        return loads;
    }

    Status status() {
        return status;
    }

    TransactionState state() {
        return status.state();
    }

    /** As clients see it: a publish that was told to take long shows COMMITTED meanwhile. */
    TransactionState stateAt(Instant now) {
        TransactionState state = state();
        return state == TransactionState.VISIBLE && now.isBefore(hiddenUntil) ? TransactionState.COMMITTED : state;
    }

    void hideUntil(Instant moment) {
        hiddenUntil = moment;
    }

    void become(Status next) {
        status = next;
    }

    void active(Instant now) {
        lastActive = now;
    }

    LoadResult result() {
        return result;
    }

    void result(LoadResult next) {
        result = next;
    }

    /** The connection that holds the converted rows. */
    Connection connection(LoadTarget target) throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(target.connect());
        }
        return connection.get();
    }

    void disconnect() throws SQLException {
        if (connection.isPresent()) {
            connection.get().close();
            connection = Optional.empty();
        }
        loads.clear();
    }

    /** Why the transaction has to be aborted by now; empty while it has time. */
    Optional<String> timedOut(Instant now) {
        Status seen = status;
        return switch (seen.state()) {
            case PREPARE ->
                now.isAfter(begun.plus(limits.begun())) || now.isAfter(lastActive.plus(limits.idle()))
                        ? Optional.of("timeout by txn manager")
                        : Optional.empty();
            case PREPARED ->
                now.isAfter(seen.since().plus(limits.prepared()))
                        ? Optional.of("prepared timeout by txn manager")
                        : Optional.empty();
            case COMMITTED, VISIBLE, ABORTED -> Optional.empty();
        };
    }
}
