// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.PartitionChoice;
import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * The storage of one embedded server: its DuckDB database and what the catalog says about it. Safe for use by many
 * threads, each with connections of its own. Tables have one writer at a time; readers never wait.
 */
public final class Engine implements AutoCloseable {
    private static final int COUNTED_AT_ONCE = 100;

    private final Optional<DataDirectory> directory;
    private final DuckDBConnection root;
    private final Clock clock;
    private final WriteLocks locks = new WriteLocks();
    private final Identities identities;
    private final Partitions partitions;
    private final Definitions definitions;
    private final PartitionCounts counts = new PartitionCounts();

    private Engine(Optional<DataDirectory> directory, DuckDBConnection root, Clock clock) throws SQLException {
        this.directory = directory;
        this.root = root;
        this.clock = clock;
        Layout.prepare(root);
        this.identities = new Identities(root.duplicate());
        this.partitions = new Partitions(clock, identities);
        this.definitions = new Definitions(this, identities, partitions, locks);
    }

    /**
     * Opens the database of a data directory, or an empty one in memory.
     *
     * @param clock times of the catalog are in its zone
     * @throws EnvironmentException ORR-E001 or ORR-E003
     */
    public static Engine open(Optional<Path> data, Clock clock) {
        Optional<DataDirectory> directory = data.map(DataDirectory::open);
        String file = directory.map(d -> d.database().toString()).orElse("");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
            UnpackedLibrary.remove();
            return new Engine(directory, connection.unwrap(DuckDBConnection.class), clock);
        } catch (SQLException e) {
            directory.ifPresent(DataDirectory::close);
            throw DataDirectory.unusable(data.orElse(Path.of("")), String.valueOf(e.getMessage()), e);
        }
    }

    /** A connection of one's own to the one database. */
    public Connection connect() throws SQLException {
        return root.duplicate();
    }

    public Clock clock() {
        return clock;
    }

    /** Everything that exists now. */
    public CatalogState catalog() {
        return definitions.state();
    }

    public Optional<StoredTable> table(ModelName name) {
        return catalog().table(name);
    }

    /** A number that nothing else has: of a table, a partition, a job. */
    public long newId() throws SQLException {
        return identities.take();
    }

    /** Where databases, tables, views and MVs are made, changed and dropped. */
    public Definitions definitions() {
        return definitions;
    }

    /** {@link #write(ModelName, Connection, String, List, WriteOptions)} of whole rows. */
    public Write write(ModelName table, Connection inTransaction, String stagingTable, List<String> columns)
            throws SQLException, ServerError {
        return write(table, inTransaction, stagingTable, columns, WriteOptions.FULL);
    }

    /**
     * Applies staged rows to a table, as its key asks for: upsert, merge or append. The rows' last one of a key counts.
     * Generated columns are computed, defaults and AUTO_INCREMENT numbers filled in, and the table's visible version
     * grows. The caller commits, then closes the answer; several tables may be written in one transaction, in the order
     * of their names.
     *
     * @param inTransaction has begun a transaction and read nothing but temporary tables in it: a snapshot older than
     *     another load's commit is refused
     * @param stagingTable a temporary table of that connection, unquoted
     * @param columns of the staging table, named as the table's; {@link Write#OPERATION} and {@link Write#SEQUENCE} may
     *     be among them
     */
    public Write write(
            ModelName table, Connection inTransaction, String stagingTable, List<String> columns, WriteOptions options)
            throws SQLException, ServerError {
        StoredTable target = lock(table, inTransaction);
        Write write = null;
        try {
            TablePartitions places = new TablePartitions(partitions, target, inTransaction);
            List<Partition> replaced =
                    options.mode() == WriteMode.OVERWRITE ? places.clear(options.partitions()) : List.of();
            TableWriter writer = new TableWriter(target, inTransaction, columns, options, LocalDateTime.now(clock));
            Set<Long> touched = new HashSet<>();
            List<Partition> emptied = new ArrayList<>();
            long rows = writer.write(stagingTable, batch -> {
                touched.addAll(places.place(batch, options.partitions()));
                if (options.mode() == WriteMode.OVERWRITE_TOUCHED) {
                    emptied.addAll(places.clear(touched));
                }
            });
            places.advance(touched);
            places.replace(replaced, touched);
            places.replace(emptied, touched);
            write = new Write(locks, target.id(), inTransaction, rows);
            return write;
        } finally {
            if (write == null) {
                locks.release(target.id(), inTransaction);
            }
        }
    }

    /** Closes the table to other writers, for a change that is no load: UPDATE, DELETE, TRUNCATE. */
    public Write changing(ModelName table, Connection inTransaction) throws SQLException, ServerError {
        StoredTable target = lock(table, inTransaction);
        return new Write(locks, target.id(), inTransaction, 0);
    }

    /**
     * Tells refreshers that rows changed, in the change's own transaction and before it.
     *
     * @param condition for the rows that will change, in DuckDB's SQL over the table's columns
     */
    public void advance(StoredTable table, Connection inTransaction, String condition)
            throws SQLException, ServerError {
        TablePartitions places = new TablePartitions(partitions, table, inTransaction);
        String rows = "SELECT * FROM " + table.physicalName() + " AS t WHERE " + condition;
        if (Jdbc.number(inTransaction, "SELECT count(*) FROM (" + rows + " LIMIT 1)") > 0) {
            places.advance(places.place(rows, PartitionChoice.all()));
        }
    }

    /** Takes the rows of a table or of some of its partitions away, in the caller's transaction. */
    public void truncate(StoredTable table, Connection inTransaction, PartitionChoice choice)
            throws SQLException, ServerError {
        TablePartitions places = new TablePartitions(partitions, table, inTransaction);
        places.replace(places.clear(choice), Set.of());
    }

    /** DuckDB's condition for the rows of the partitions that a statement names. */
    public String partitionCondition(StoredTable table, PartitionChoice choice) throws SQLException, ServerError {
        try (Connection connection = connect()) {
            TablePartitions places = new TablePartitions(partitions, table, connection);
            return places.condition(places.chosen(choice));
        }
    }

    /** Begins to replace the rows of an MV; waits for another refresh of it. */
    public MaterializedRows materialize(StoredMaterializedView view) throws SQLException {
        return new MaterializedRows(this, definitions, partitions, locks, view);
    }

    /** Version by partition of everything that an MV reads, as of now. */
    public Map<Long, Long> baseVersions(StoredMaterializedView view) throws SQLException {
        Map<Long, Long> versions = new TreeMap<>();
        try (Connection connection = connect()) {
            for (long id : Dependents.sourceIds(catalog(), view.reads())) {
                for (Partition partition : partitions.of(connection, id)) {
                    versions.put(partition.id(), partition.version());
                }
            }
        }
        return versions;
    }

    /** The partitions of a table or MV, by id. */
    public List<Partition> partitions(long objectId) throws SQLException {
        try (Connection connection = connect()) {
            return partitions.of(connection, objectId);
        }
    }

    /** The partitions of a table or MV with their bounds and rows: ranges from the lowest on, others by id. */
    public List<DescribedPartition> describedPartitions(long objectId) throws SQLException, ServerError {
        PartitionScheme scheme = scheme(objectId);
        try (Connection connection = connect()) {
            List<Partition> all = new ArrayList<>(partitions.of(connection, objectId));
            all.sort((a, b) -> scheme.compare(a.bounds(), b.bounds()));
            List<Long> rows = counts.of(connection, objectId, all, scheme);
            List<DescribedPartition> described = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                described.add(new DescribedPartition(
                        all.get(i), scheme.shown(all.get(i).bounds()), rows.get(i)));
            }
            return described;
        }
    }

    private PartitionScheme scheme(long objectId) throws ServerError {
        Optional<StoredTable> table =
                catalog().tables().stream().filter(t -> t.id() == objectId).findFirst();
        if (table.isPresent()) {
            return table.get().partitionScheme();
        }
        Optional<StoredMaterializedView> view = catalog().materializedViews().stream()
                .filter(v -> v.id() == objectId)
                .findFirst();
        return view.isPresent() ? view.get().partitionScheme() : PartitionScheme.NONE;
    }

    /** Rows of a table or MV. */
    public long rowCount(long objectId) throws SQLException {
        try (Connection connection = connect()) {
            return Jdbc.number(connection, "SELECT count(*) FROM " + Layout.physicalName(objectId));
        }
    }

    /** Rows of many tables and MVs, by id: a statement for some hundred of them. */
    public Map<Long, Long> rowCounts(Collection<Long> objectIds) throws SQLException {
        Map<Long, Long> counts = new TreeMap<>();
        List<Long> ids = List.copyOf(objectIds);
        try (Connection connection = connect()) {
            for (int from = 0; from < ids.size(); from += COUNTED_AT_ONCE) {
                String sql = ids.subList(from, Math.min(ids.size(), from + COUNTED_AT_ONCE)).stream()
                        .map(id -> "SELECT " + id + ", count(*) FROM " + Layout.physicalName(id))
                        .collect(Collectors.joining(" UNION ALL "));
                Jdbc.query(connection, row -> counts.put(row.getLong(1), row.getLong(2)), sql);
            }
        }
        return counts;
    }

    /** When tables and MVs were last loaded into, by id. */
    public Map<Long, LocalDateTime> lastChanges() throws SQLException {
        Map<Long, LocalDateTime> changes = new TreeMap<>();
        try (Connection connection = connect()) {
            Jdbc.query(
                    connection,
                    row -> changes.put(row.getLong(1), CatalogStore.time(row, 2)),
                    "SELECT object_id, max(version_time) FROM _orrery.partition GROUP BY object_id");
        }
        return changes;
    }

    /** Ends it; a file of which more than half is free is rewritten. Connections of others have been closed before. */
    @Override
    public void close() {
        try {
            Optional<Compaction> compaction = compaction();
            definitions.close();
            identities.close();
            root.close();
            compaction.ifPresent(Compaction::run);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not close: " + e.getMessage(), e);
        } finally {
            directory.ifPresent(DataDirectory::close);
        }
    }

    private Optional<Compaction> compaction() throws SQLException {
        Optional<Path> file = directory.map(DataDirectory::database);
        return file.isPresent() && Compaction.isDue(root) ? file.map(Compaction::new) : Optional.empty();
    }

    private StoredTable lock(ModelName name, Connection connection) throws SQLException, ServerError {
        while (true) {
            StoredTable table = table(name).orElseThrow(() -> unknownTable(name));
            locks.acquire(table.id(), connection);
            boolean same = table(name).filter(table::equals).isPresent();
            if (same && seesNewest(table, connection)) {
                return table;
            }
            locks.release(table.id(), connection);
            if (same) {
                throw new SQLException("the transaction began before another load of '" + name + "' was committed");
            }
        }
    }

    /** A load whose snapshot misses another's rows would leave two rows of one key. */
    private boolean seesNewest(StoredTable table, Connection connection) throws SQLException {
        if (locks.timesHeld(table.id()) > 1) {
            return true;
        }
        try (Connection newest = connect()) {
            return partitions.of(newest, table.id()).equals(partitions.of(connection, table.id()));
        }
    }

    static ServerError unknownTable(ModelName name) {
        return new ServerError(5502, "42602", "Getting analyzing error. Detail message: Unknown table '" + name + "'.");
    }
}
