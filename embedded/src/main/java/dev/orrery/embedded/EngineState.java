// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import dev.orrery.embedded.access.AccountBook;
import dev.orrery.embedded.alter.AlterJob;
import dev.orrery.embedded.alter.AlterJobs;
import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.engine.StoredView;
import dev.orrery.embedded.metadata.CatalogEntry;
import dev.orrery.embedded.metadata.ServerState;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the engine and its refreshes are, as the metadata tables show it. */
final class EngineState implements ServerState {
    private final Engine engine;
    private final Refreshes refreshes;
    private final Connections connections;
    private final AccountBook accounts;
    private final AlterJobs alterJobs;
    private final Supplier<Ports> ports;
    private final LocalDateTime started;

    /** Where the server listens. */
    record Ports(int mysql, int http, int backEnd) {}

    EngineState(
            Engine engine,
            Refreshes refreshes,
            Connections connections,
            AccountBook accounts,
            AlterJobs alterJobs,
            Supplier<Ports> ports) {
        this.alterJobs = alterJobs;
        this.accounts = accounts;
        this.ports = ports;
        this.engine = engine;
        this.refreshes = refreshes;
        this.connections = connections;
        this.started = LocalDateTime.ofInstant(engine.clock().instant(), zone());
    }

    @Override
    public Collection<DatabaseEntry> databases() {
        return engine.catalog().databases().stream()
                .map(database -> new DatabaseEntry(database.id(), database.name()))
                .toList();
    }

    @Override
    public Collection<CatalogEntry> entries() {
        TreeMap<ModelName, CatalogEntry> entries = new TreeMap<>();
        CatalogState catalog = engine.catalog();
        catalog.tables().forEach(table -> entries.put(table.name(), entry(table)));
        catalog.views().forEach(view -> entries.put(view.name(), entry(view)));
        catalog.materializedViews().forEach(view -> entries.put(view.name(), entry(view)));
        return entries.values();
    }

    @Override
    public Optional<CatalogEntry> entry(ModelName name) {
        CatalogState catalog = engine.catalog();
        return catalog.table(name)
                .map(EngineState::entry)
                .or(() -> catalog.view(name).map(EngineState::entry))
                .or(() -> catalog.materializedView(name).map(EngineState::entry));
    }

    private static CatalogEntry entry(StoredTable table) {
        return new CatalogEntry.Table(
                table.id(),
                table.name(),
                table.statement(),
                table.keyKind(),
                table.columns().stream()
                        .map(column ->
                                new CatalogEntry.TableColumn(column.definition(), column.nullable(), column.key()))
                        .toList(),
                table.created());
    }

    private static CatalogEntry entry(StoredView view) {
        return new CatalogEntry.View(
                view.id(), view.name(), view.statement(), view.queryText(), view.columns(), view.created());
    }

    private static CatalogEntry entry(StoredMaterializedView view) {
        return new CatalogEntry.MaterializedView(
                view.id(),
                view.name(),
                view.statement(),
                view.queryText(),
                view.columns(),
                view.created(),
                view.active(),
                view.inactiveReason());
    }

    @Override
    public List<PartitionEntry> partitions(CatalogEntry entry) throws ServerError {
        return asked(() -> engine.describedPartitions(entry.id())).stream()
                .map(described -> new PartitionEntry(
                        described.partition().id(),
                        described.partition().name(),
                        described.values(),
                        described.partition().version(),
                        described.partition().versionTime(),
                        described.rows()))
                .toList();
    }

    @Override
    public long rowCount(CatalogEntry entry) throws ServerError {
        return asked(() -> engine.rowCount(entry.id()));
    }

    @Override
    public Map<Long, Long> rowCounts() throws ServerError {
        List<Long> stored = entries().stream()
                .filter(entry -> entry.match(table -> true, view -> false, view -> true))
                .map(CatalogEntry::id)
                .toList();
        return asked(() -> engine.rowCounts(stored));
    }

    @Override
    public Map<Long, LocalDateTime> lastChanges() throws ServerError {
        return asked(engine::lastChanges);
    }

    @Override
    public List<TaskRun> taskRuns() throws ServerError {
        return asked(refreshes::runs).stream()
                .map(run -> new TaskRun(
                        run.queryId(),
                        run.taskName(),
                        run.created(),
                        run.finished(),
                        run.state().name(),
                        run.database(),
                        run.definition(),
                        run.errorCode(),
                        run.errorMessage(),
                        run.extraMessage(),
                        run.properties(),
                        run.jobId()))
                .toList();
    }

    @Override
    public List<AlterJob> alterJobs() throws ServerError {
        return asked(alterJobs::list);
    }

    @Override
    public Collection<UserEntry> users() {
        return accounts.users().stream()
                .map(user -> new UserEntry(
                        user.name(), user.host(), accounts.hasPassword(user), accounts.grants(user.toString())))
                .toList();
    }

    @Override
    public Collection<RoleEntry> roles() {
        return accounts.roles().stream()
                .map(role -> new RoleEntry(role, accounts.comment(role), accounts.grants(role)))
                .toList();
    }

    @Override
    public Collection<PrivilegeEntry> privileges() {
        return accounts.privileges().stream()
                .map(p -> new PrivilegeEntry(p.grantee(), p.kind(), p.object()))
                .toList();
    }

    @Override
    public Connections connections() {
        return connections;
    }

    @Override
    public LocalDateTime started() {
        return started;
    }

    @Override
    public ZoneId zone() {
        return engine.clock().getZone();
    }

    @Override
    public int mysqlPort() {
        return ports.get().mysql();
    }

    @Override
    public int httpPort() {
        return ports.get().http();
    }

    @Override
    public int backEndPort() {
        return ports.get().backEnd();
    }

    private interface Question<T> {
        T ask() throws SQLException, ServerError;
    }

    private static <T> T asked(Question<T> question) throws ServerError {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw ServerError.analyzing(String.valueOf(e.getMessage()));
        }
    }
}
