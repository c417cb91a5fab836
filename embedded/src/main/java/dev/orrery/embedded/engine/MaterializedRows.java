// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.NamedBounds;
import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of an MV about to be replaced: a transaction with a snapshot of what the MV reads. Readers see the old rows
 * until {@link #commit}, and the new ones from then on. No other refresh of the MV runs meanwhile.
 */
public final class MaterializedRows implements AutoCloseable {
    private final Definitions definitions;
    private final Partitions partitions;
    private final WriteLocks locks;
    private final StoredMaterializedView view;
    private final Connection connection;
    private final Map<Long, List<Partition>> bases = new TreeMap<>();
    private boolean open;

    MaterializedRows(
            Engine engine,
            Definitions definitions,
            Partitions partitions,
            WriteLocks locks,
            StoredMaterializedView view)
            throws SQLException {
        this.definitions = definitions;
        this.partitions = partitions;
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
                bases.put(id, partitions.of(connection, id));
            }
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** The partitions of everything that the MV reads, by the id of the table or MV, as of the transaction's snapshot. */
    public Map<Long, List<Partition>> bases() {
        return Map.copyOf(bases);
    }

    /** The MV's own. */
    public List<Partition> own() throws SQLException {
        return partitions.of(connection, view.id());
    }

    /** In the transaction. */
    public Connection connection() {
        return connection;
    }

    /** Takes the old rows away, inside the transaction. */
    public void begin(ViewFilling filling) throws SQLException, ServerError {
        List<String> gone = new ArrayList<>();
        filling.dropped().forEach(p -> gone.add(p.bounds().encode()));
        filling.filled().forEach(p -> gone.add(p.bounds().encode()));
        if (own().stream().allMatch(p -> gone.contains(p.bounds().encode()))) {
            Jdbc.run(connection, PhysicalTable.replace(view));
            return;
        }
        List<NamedBounds> cleared = new ArrayList<>(filling.filled());
        filling.dropped().forEach(p -> cleared.add(new NamedBounds(p.name(), p.bounds())));
        if (!cleared.isEmpty()) {
            Jdbc.run(connection, "DELETE FROM " + view.physicalName() + " WHERE " + condition(cleared));
        }
    }

    /** DuckDB's condition for the rows of these partitions, over the MV's columns. */
    public String condition(List<NamedBounds> some) throws ServerError {
        PartitionScheme scheme = view.partitionScheme();
        return some.stream().map(p -> scheme.condition(p.bounds())).collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Makes the new rows and the versions that they come from visible; a refreshed partition's version grows. */
    public void commit(ViewFilling filling) throws SQLException, ServerError {
        for (Partition partition : filling.dropped()) {
            partitions.drop(connection, partition.id());
        }
        partitions.make(connection, view.id(), filling.added());
        Map<String, Partition> now = new HashMap<>();
        for (Partition partition : own()) {
            now.put(partition.bounds().encode(), partition);
        }
        for (NamedBounds one : filling.filled()) {
            Partition old = now.get(one.bounds().encode());
            if (old != null) {
                partitions.replace(connection, old, old.version() + 1);
            }
        }
        definitions.filled(view, filling, connection);
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
