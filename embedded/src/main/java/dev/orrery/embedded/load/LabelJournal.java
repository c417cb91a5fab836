// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.models.catalog.ModelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The states of all transactions, in a table of the DuckDB database that only grows while the server runs: the newest row
 * of a transaction counts. Rows that go in through the connection of a load become true together with its rows.
 */
final class LabelJournal implements AutoCloseable {
    private static final String TABLE = "\"_orrery\".\"load_label\"";

    /** A transaction as the journal last knew it. */
    record Entry(long id, ModelName table, String label, LoadTransaction.Status status, long preparedSeconds) {}

    private final Connection connection;
    private final AtomicLong sequence;

    private LabelJournal(Connection connection, long last) {
        this.connection = connection;
        this.sequence = new AtomicLong(last);
    }

    static LabelJournal open(LoadTarget target) throws SQLException {
        Connection connection = target.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS \"_orrery\"");
            statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE
                    + " (seq BIGINT, txn_id BIGINT, database_name VARCHAR, table_name VARCHAR, label VARCHAR,"
                    + " state VARCHAR, reason VARCHAR, changed_ms BIGINT, prepared_s BIGINT)");
            try (ResultSet last = statement.executeQuery("SELECT coalesce(max(seq), 0) FROM " + TABLE)) {
                last.next();
                return new LabelJournal(connection, last.getLong(1));
            }
        }
    }

    /** The newest entry of each transaction in the order of their ids; what is older than the moment is forgotten. */
    List<Entry> load(Instant forgetBefore) throws SQLException {
        String newest = "seq IN (SELECT max(seq) FROM " + TABLE + " GROUP BY txn_id)";
        try (PreparedStatement forget = connection.prepareStatement("DELETE FROM " + TABLE + " WHERE NOT (" + newest
                + ") OR (changed_ms < ? AND state NOT IN ('PREPARE', 'PREPARED'))")) {
            forget.setLong(1, forgetBefore.toEpochMilli());
            forget.execute();
        }
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT txn_id, database_name, table_name, label, state, reason, changed_ms, prepared_s FROM "
                                + TABLE + " ORDER BY txn_id")) {
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getLong(1),
                        new ModelName(rows.getString(2), rows.getString(3)),
                        rows.getString(4),
                        new LoadTransaction.Status(
                                TransactionState.valueOf(rows.getString(5)),
                                rows.getString(6),
                                Instant.ofEpochMilli(rows.getLong(7))),
                        rows.getLong(8)));
            }
        }
        return entries;
    }

    /** On disk when this returns. */
    synchronized void record(LoadTransaction transaction, LoadTransaction.Status status) throws SQLException {
        record(connection, transaction, status);
    }

    /** True when the transaction that is open on the connection commits. */
    void record(Connection inTransaction, LoadTransaction transaction, LoadTransaction.Status status)
            throws SQLException {
        try (PreparedStatement insert =
                inTransaction.prepareStatement("INSERT INTO " + TABLE + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, sequence.incrementAndGet());
            insert.setLong(2, transaction.id());
            insert.setString(3, transaction.table().database());
            insert.setString(4, transaction.table().name());
            insert.setString(5, transaction.label());
            insert.setString(6, status.state().name());
            insert.setString(7, status.reason());
            insert.setLong(8, status.since().toEpochMilli());
            insert.setLong(9, transaction.limits().prepared().toSeconds());
            insert.execute();
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
