// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import dev.orrery.embedded.access.Rights;
import dev.orrery.embedded.access.Target;
import dev.orrery.embedded.alter.AlterJob;
import dev.orrery.embedded.metadata.CatalogEntry;
import dev.orrery.embedded.metadata.ServerState;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What there is, as far as one user may see it: what he holds any privilege on, and himself. */
final class VisibleState implements ServerState {
    private final ServerState all;
    private final Rights rights;

    VisibleState(ServerState all, Rights rights) {
        this.all = all;
        this.rights = rights;
    }

    private boolean sees(CatalogEntry entry) {
        Target.Kind kind = entry.match(
                table -> Target.Kind.TABLE, view -> Target.Kind.VIEW, view -> Target.Kind.MATERIALIZED_VIEW);
        return rights.mayAny(Target.of(kind, entry.name()));
    }

    @Override
    public Collection<DatabaseEntry> databases() {
        return all.databases().stream()
                .filter(database -> rights.mayAny(Target.database(database.name())))
                .toList();
    }

    @Override
    public Collection<CatalogEntry> entries() {
        return all.entries().stream().filter(this::sees).toList();
    }

    @Override
    public Optional<CatalogEntry> entry(ModelName name) {
        return all.entry(name).filter(this::sees);
    }

    @Override
    public List<PartitionEntry> partitions(CatalogEntry entry) throws ServerError {
        return all.partitions(entry);
    }

    @Override
    public long rowCount(CatalogEntry entry) throws ServerError {
        return all.rowCount(entry);
    }

    @Override
    public Map<Long, Long> rowCounts() throws ServerError {
        return all.rowCounts();
    }

    @Override
    public Map<Long, LocalDateTime> lastChanges() throws ServerError {
        return all.lastChanges();
    }

    @Override
    public List<TaskRun> taskRuns() throws ServerError {
        Set<String> tasks = entries().stream().map(entry -> "mv-" + entry.id()).collect(Collectors.toSet());
        return all.taskRuns().stream()
                .filter(run -> tasks.contains(run.taskName()))
                .toList();
    }

    @Override
    public List<AlterJob> alterJobs() throws ServerError {
        return all.alterJobs().stream()
                .filter(job -> rights.mayAny(Target.of(Target.Kind.TABLE, job.table())))
                .toList();
    }

    @Override
    public Collection<UserEntry> users() {
        boolean everybody = rights.may("GRANT", Target.SYSTEM);
        return all.users().stream()
                .filter(user -> everybody || user.identity().equals(rights.user()))
                .toList();
    }

    @Override
    public Collection<RoleEntry> roles() {
        boolean every = rights.may("GRANT", Target.SYSTEM);
        return all.roles().stream()
                .filter(role -> every || rights.holdsRole(role.name()))
                .toList();
    }

    @Override
    public Collection<PrivilegeEntry> privileges() {
        boolean everybody = rights.may("GRANT", Target.SYSTEM);
        return all.privileges().stream()
                .filter(privilege -> everybody || privilege.grantee().equals(rights.user()))
                .toList();
    }

    @Override
    public Connections connections() {
        return all.connections();
    }

    @Override
    public boolean showsGrants() {
        return rights.may("GRANT", Target.SYSTEM);
    }

    @Override
    public boolean showsConnectionsOf(String user) {
        return rights.may("OPERATE", Target.SYSTEM) || rights.user().startsWith("'" + user + "'@");
    }

    @Override
    public LocalDateTime started() {
        return all.started();
    }

    @Override
    public ZoneId zone() {
        return all.zone();
    }

    @Override
    public int mysqlPort() {
        return all.mysqlPort();
    }

    @Override
    public int httpPort() {
        return all.httpPort();
    }

    @Override
    public int backEndPort() {
        return all.backEndPort();
    }
}
