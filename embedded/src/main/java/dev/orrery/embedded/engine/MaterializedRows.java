// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.session.ServerError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of an MV about to be replaced: a transaction with a snapshot of what the MV reads. Readers see the old rows
 * until {@link #commit}, and the new ones from then on. No other refresh of the MV runs meanwhile.
 */
public final class MaterializedRows implements AutoCloseable {
    private final Definitions definitions;
    private final WriteLocks locks;
    private final StoredMaterializedView view;
    private final Connection connection;
    private final Map<Long, Long> baseVersions = new TreeMap<>();
    private boolean open;

    MaterializedRows(
            Engine engine,
            Definitions definitions,
            Partitions partitions,
            WriteLocks locks,
            StoredMaterializedView view)
            throws SQLException {
        this.definitions = definitions;
        this.locks = locks;
        this.view = view;
        this.connection = engine.connect();
        boolean ready = false;
        try {
            locks.acquire(view.id(), connection);
            open = true;
            connection.setAutoCommit(false);
            CatalogState state = engine.catalog();
            for (long id : Dependents.sourceIds(state, view.reads())) {
                for (Partition partition : partitions.of(connection, id)) {
                    baseVersions.put(partition.id(), partition.version());
                }
            }
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** Version by partition of everything that the MV reads, as of the transaction's snapshot. */
    public Map<Long, Long> baseVersions() {
        return Map.copyOf(baseVersions);
    }

    /** In the transaction. */
    public Connection connection() {
        return connection;
    }

    /** Takes the old rows away, inside the transaction. */
    public void begin() throws SQLException {
        Jdbc.run(connection, PhysicalTable.replace(view));
    }

    /** Makes the new rows and the versions that they come from visible. */
    public void commit() throws SQLException, ServerError {
        definitions.filled(view, baseVersions, connection);
    }

    @Override
    public void close() throws SQLException {
        try {
            // What was not committed goes with the connection.
            connection.close();
        } finally {
            if (open) {
                open = false;
                locks.release(view.id(), connection);
            }
        }
    }
}
