// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.DynamicPartitions;
import dev.orrery.embedded.partition.NamedBounds;
import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes, changes and drops databases, tables, views and MVs. One change at a time, each one transaction; what exists is
 * replaced as a whole when that transaction is committed.
 */
public final class Definitions implements AutoCloseable {
    private interface Change {
        CatalogState apply(Connection connection, CatalogState before) throws SQLException, ServerError;
    }

    private final Engine engine;
    private final Identities identities;
    private final Partitions partitions;
    private final WriteLocks locks;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile CatalogState state;

    Definitions(Engine engine, Identities identities, Partitions partitions, WriteLocks locks) throws SQLException {
        this.engine = engine;
        this.identities = identities;
        this.partitions = partitions;
        this.locks = locks;
        try (Connection connection = engine.connect()) {
            this.state = CatalogStore.load(connection);
        }
    }

    CatalogState state() {
        return state;
    }

    /**
     * @throws ServerError 1007 when it exists
     */
    public void createDatabase(String name) throws SQLException, ServerError {
        change((connection, before) -> {
            if (before.database(name).isPresent()) {
                throw new ServerError(1007, "HY000", "Can't create database '" + name + "'; database exists");
            }
            Database database = new Database(identities.take(), name, now());
            CatalogStore.save(connection, database);
            return before.with(database);
        });
    }

    /**
     * With everything in it.
     *
     * @throws ServerError 1008 when there is none
     */
    public void dropDatabase(String name) throws SQLException, ServerError {
        change((connection, before) -> {
            if (before.database(name).isEmpty()) {
                throw new ServerError(1008, "HY000", "Can't drop database '" + name + "'; database doesn't exist");
            }
            CatalogState after = before;
            for (StoredTable table : before.tables()) {
                if (table.name().database().equals(name)) {
                    after = drop(connection, after, table.id(), table.name(), "base-table dropped: ");
                }
            }
            for (StoredMaterializedView view : before.materializedViews()) {
                if (view.name().database().equals(name)) {
                    after = drop(connection, after, view.id(), view.name(), "base-table dropped: ");
                }
            }
            for (StoredView view : before.views()) {
                if (view.name().database().equals(name)) {
                    after = drop(connection, after, view.id(), view.name(), "base-table dropped: ");
                }
            }
            Jdbc.run(connection, "DELETE FROM _orrery.database WHERE name = ?", name);
            return after.withoutDatabase(name);
        });
    }

    /**
     * @param name the statement's, with its database
     * @throws ServerError 1050 when something has that name, 5501 without that database
     */
    public void createTable(ModelName name, CreateTable statement) throws SQLException, ServerError {
        change((connection, before) -> {
            checkFree(before, name);
            StoredTable asked = StoredTable.of(identities.take(), name, statement, now());
            PartitionScheme scheme = asked.partitionScheme();
            List<NamedBounds> declared = new ArrayList<>(scheme.declared());
            scheme.dynamic(statement.properties()).ifPresent(d -> declared.addAll(d.wanted(now())));
            StoredTable table = StoredTable.of(
                    asked.id(), name, StoredTable.partitioned(statement, scheme.restated(declared)), asked.created());
            CatalogStore.save(connection, table);
            Jdbc.run(connection, PhysicalTable.create(table));
            if (scheme.isPartitioned()) {
                partitions.make(connection, table.id(), declared);
            } else {
                partitions.createOnly(connection, table.id(), name.name());
            }
            if (table.columns().stream().anyMatch(c -> c.definition().autoIncrement())) {
                AutoIncrement.begin(connection, table.id());
            }
            return before.with(table);
        });
    }

    /**
     * Gives a table another statement: ALTER TABLE.
     *
     * @param physical what makes its DuckDB table fit: statements, run in the same transaction
     * @param partitionEdit done before anything else
     * @param changedColumns columns that MVs must not have used
     */
    public void alterTable(
            StoredTable table,
            CreateTable statement,
            List<String> physical,
            List<String> changedColumns,
            PartitionEdit partitionEdit)
            throws SQLException, ServerError {
        change(table.id(), (connection, before) -> {
            checkUnchanged(before, table);
            StoredTable altered = StoredTable.of(table.id(), table.name(), statement, table.created());
            new TablePartitions(partitions, table, connection).edit(partitionEdit);
            for (String sql : physical) {
                Jdbc.run(connection, sql);
            }
            CatalogStore.save(connection, altered);
            CatalogState after = before.with(altered);
            if (changedColumns.isEmpty()) {
                return after;
            }
            String reason = "base table schema changed for columns: " + String.join(",", changedColumns);
            return Dependents.inactivate(connection, after, table.name(), reason, changedColumns);
        });
    }

    /**
     * ALTER TABLE … AUTO_INCREMENT.
     *
     * @throws ServerError when the table has no such column, or gave that number away already
     */
    public void countFrom(StoredTable table, long number) throws SQLException, ServerError {
        if (table.columns().stream().noneMatch(c -> c.definition().autoIncrement())) {
            throw ServerError.analyzing("Table '" + table.name().name() + "' has no AUTO_INCREMENT column");
        }
        change(table.id(), (connection, before) -> {
            checkUnchanged(before, table);
            if (!AutoIncrement.countFrom(connection, table.id(), number)) {
                throw ServerError.analyzing(
                        "AUTO_INCREMENT of table '" + table.name().name() + "' is beyond " + number + " already");
            }
            return before;
        });
    }

    /** Makes and drops the partitions that come and go with time. */
    public void keepDynamicPartitions() throws SQLException, ServerError {
        for (StoredTable table : state.tables()) {
            PartitionScheme scheme = table.partitionScheme();
            Optional<DynamicPartitions> dynamic =
                    scheme.dynamic(table.statement().properties());
            if (dynamic.isPresent()) {
                keep(table, scheme, dynamic.get());
            }
        }
    }

    private void keep(StoredTable table, PartitionScheme scheme, DynamicPartitions dynamic)
            throws SQLException, ServerError {
        List<Partition> there = engine.partitions(table.id());
        List<Partition> over =
                there.stream().filter(p -> dynamic.isOver(p.bounds(), now())).toList();
        List<NamedBounds> left = new ArrayList<>();
        there.stream().filter(p -> !over.contains(p)).forEach(p -> left.add(new NamedBounds(p.name(), p.bounds())));
        List<NamedBounds> missing = dynamic.wanted(now()).stream()
                .filter(w -> left.stream().noneMatch(l -> scheme.overlap(l.bounds(), w.bounds())))
                .toList();
        left.addAll(missing);
        PartitionEdit edit = new PartitionEdit(missing, over, Map.of());
        if (!edit.isEmpty()) {
            CreateTable statement = StoredTable.partitioned(table.statement(), scheme.restated(left));
            alterTable(table, statement, List.of(), List.of(), edit);
        }
    }

    public void renameTable(StoredTable table, String newName) throws SQLException, ServerError {
        ModelName other = new ModelName(table.name().database(), newName);
        change((connection, before) -> {
            checkUnchanged(before, table);
            checkFree(before, other);
            StoredTable renamed = table.named(other);
            CatalogStore.save(connection, renamed);
            return Dependents.inactivate(
                    connection,
                    before.with(renamed),
                    table.name(),
                    "base-table renamed: " + table.name().name());
        });
    }

    /** Exchanges the names of two tables of one database. */
    public void swapTables(StoredTable one, StoredTable other) throws SQLException, ServerError {
        change((connection, before) -> {
            checkUnchanged(before, one);
            checkUnchanged(before, other);
            StoredTable first = one.named(other.name());
            StoredTable second = other.named(one.name());
            CatalogStore.save(connection, first);
            CatalogStore.save(connection, second);
            CatalogState after =
                    before.without(one.id()).without(other.id()).with(first).with(second);
            after = Dependents.inactivate(
                    connection,
                    after,
                    one.name(),
                    "base-table swapped: " + one.name().name());
            return Dependents.inactivate(
                    connection,
                    after,
                    other.name(),
                    "base-table swapped: " + other.name().name());
        });
    }

    public void dropTable(StoredTable table) throws SQLException, ServerError {
        change(table.id(), (connection, before) -> {
            checkUnchanged(before, table);
            return drop(connection, before, table.id(), table.name(), "base-table dropped: ");
        });
    }

    /**
     * @param reads what its query names
     * @throws ServerError 1050, 5501
     */
    public void createView(
            ModelName name, CreateView statement, String queryText, List<Column> columns, Set<ModelName> reads)
            throws SQLException, ServerError {
        change((connection, before) -> {
            checkFree(before, name);
            StoredView view = new StoredView(identities.take(), name, statement, queryText, columns, reads, now());
            CatalogStore.save(connection, view);
            return before.with(view);
        });
    }

    /** ALTER VIEW and CREATE OR REPLACE VIEW: its id stays. */
    public void changeView(
            StoredView view, CreateView statement, String queryText, List<Column> columns, Set<ModelName> reads)
            throws SQLException, ServerError {
        change((connection, before) -> {
            StoredView changed =
                    new StoredView(view.id(), view.name(), statement, queryText, columns, reads, view.created());
            CatalogStore.save(connection, changed);
            return Dependents.inactivate(
                    connection,
                    before.with(changed),
                    view.name(),
                    "base-view changed: " + view.name().name());
        });
    }

    public void dropView(StoredView view) throws SQLException, ServerError {
        change((connection, before) -> drop(connection, before, view.id(), view.name(), "base-table dropped: "));
    }

    /**
     * Empty until its first refresh.
     *
     * @throws ServerError 1050, 5501
     */
    public StoredMaterializedView createMaterializedView(
            ModelName name,
            CreateMaterializedView statement,
            String queryText,
            List<Column> columns,
            Set<ModelName> reads)
            throws SQLException, ServerError {
        StoredMaterializedView view = new StoredMaterializedView(
                identities.take(), name, statement, queryText, columns, reads, now(), true, "", Map.of(), Map.of());
        change((connection, before) -> {
            checkFree(before, name);
            CatalogStore.save(connection, view);
            Jdbc.run(connection, PhysicalTable.replace(view));
            if (!view.partitionScheme().isPartitioned()) {
                partitions.createOnly(connection, view.id(), name.name());
            }
            return before.with(view);
        });
        return view;
    }

    /** ALTER MATERIALIZED VIEW … SET and REFRESH. */
    public void alterMaterializedView(StoredMaterializedView view, CreateMaterializedView statement)
            throws SQLException, ServerError {
        change((connection, before) -> {
            StoredMaterializedView changed = current(before, view).stating(statement);
            CatalogStore.save(connection, changed);
            return before.with(changed);
        });
    }

    public void renameMaterializedView(StoredMaterializedView view, String newName) throws SQLException, ServerError {
        ModelName other = new ModelName(view.name().database(), newName);
        change((connection, before) -> {
            checkFree(before, other);
            StoredMaterializedView renamed = current(before, view).named(other);
            CatalogStore.save(connection, renamed);
            return Dependents.inactivate(
                    connection,
                    before.with(renamed),
                    view.name(),
                    "base-table renamed: " + view.name().name());
        });
    }

    /** Exchanges the names of two MVs of one database; ids and rows stay together. */
    public void swapMaterializedViews(StoredMaterializedView one, StoredMaterializedView other)
            throws SQLException, ServerError {
        change((connection, before) -> {
            StoredMaterializedView first = current(before, one).named(other.name());
            StoredMaterializedView second = current(before, other).named(one.name());
            CatalogStore.save(connection, first);
            CatalogStore.save(connection, second);
            CatalogState after =
                    before.without(one.id()).without(other.id()).with(first).with(second);
            after = Dependents.inactivate(
                    connection,
                    after,
                    one.name(),
                    "base-table swapped: " + one.name().name());
            return Dependents.inactivate(
                    connection,
                    after,
                    other.name(),
                    "base-table swapped: " + other.name().name());
        });
    }

    /**
     * Makes an MV inactive for a reason, or active again.
     *
     * @param reason empty to make it active
     */
    public void setInactive(StoredMaterializedView view, String reason) throws SQLException, ServerError {
        change((connection, before) -> {
            StoredMaterializedView changed = current(before, view).inactiveFor(reason);
            CatalogStore.save(connection, changed);
            CatalogState after = before.with(changed);
            return reason.isEmpty()
                    ? after
                    : Dependents.inactivate(
                            connection,
                            after,
                            view.name(),
                            "base-mv inactive: " + view.name().name());
        });
    }

    public void dropMaterializedView(StoredMaterializedView view) throws SQLException, ServerError {
        change(
                view.id(),
                (connection, before) -> drop(connection, before, view.id(), view.name(), "base-table dropped: "));
    }

    /** Commits the transaction that replaced rows of an MV, with what they were computed from. */
    void filled(StoredMaterializedView view, ViewFilling filling, Connection connection)
            throws SQLException, ServerError {
        changes.lock();
        try {
            StoredMaterializedView changed = current(state, view).computedFrom(filling.versions(), filling.places());
            CatalogStore.save(connection, changed);
            connection.commit();
            state = state.with(changed);
        } finally {
            changes.unlock();
        }
    }

    @Override
    public void close() {
        changes.lock();
        try {
            state = CatalogState.empty();
        } finally {
            changes.unlock();
        }
    }

    private void change(Change change) throws SQLException, ServerError {
        try (Connection connection = engine.connect()) {
            change(connection, change);
        }
    }

    /** A change of what a load may be writing to waits for the load first: loads take these locks in the same order. */
    private void change(long id, Change change) throws SQLException, ServerError {
        try (Connection connection = engine.connect()) {
            locks.acquire(id, connection);
            try {
                change(connection, change);
            } finally {
                locks.release(id, connection);
            }
        }
    }

    private void change(Connection connection, Change change) throws SQLException, ServerError {
        changes.lock();
        try {
            connection.setAutoCommit(false);
            CatalogState after = null;
            try {
                after = change.apply(connection, state);
                connection.commit();
                state = after;
            } finally {
                if (after == null) {
                    connection.rollback();
                }
            }
        } finally {
            changes.unlock();
        }
    }

    private static CatalogState drop(Connection connection, CatalogState before, long id, ModelName name, String reason)
            throws SQLException {
        CatalogStore.delete(connection, id);
        Jdbc.run(connection, "DROP TABLE IF EXISTS " + Layout.physicalName(id));
        return Dependents.inactivate(connection, before.without(id), name, reason + name.name());
    }

    private static void checkFree(CatalogState state, ModelName name) throws ServerError {
        if (state.database(name.database()).isEmpty()) {
            throw new ServerError(5501, "3F000", "Unknown database '" + name.database() + "'");
        }
        if (state.exists(name)) {
            throw new ServerError(1050, "42S01", "Table '" + name.name() + "' already exists");
        }
    }

    private static void checkUnchanged(CatalogState state, StoredTable table) throws ServerError {
        if (state.table(table.name()).filter(table::equals).isEmpty()) {
            throw Engine.unknownTable(table.name());
        }
    }

    private static StoredMaterializedView current(CatalogState state, StoredMaterializedView view) throws ServerError {
        Optional<StoredMaterializedView> now = state.materializedViews().stream()
                .filter(v -> v.id() == view.id())
                .findFirst();
        return now.orElseThrow(() -> Engine.unknownTable(view.name()));
    }

    private LocalDateTime now() {
        return LocalDateTime.now(engine.clock());
    }
}
