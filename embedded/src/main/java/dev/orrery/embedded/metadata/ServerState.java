// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.alter.AlterJob;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What exists and happens on the server, as its metadata shows it. Times are in the server's zone. */
public interface ServerState {

    /** Without information_schema and sys; in the order of names. */
    Collection<DatabaseEntry> databases();

    /** Tables, views and MVs of all databases, in the order of names. */
    Collection<CatalogEntry> entries();

    Optional<CatalogEntry> entry(ModelName name);

    List<PartitionEntry> partitions(CatalogEntry entry) throws ServerError;

    long rowCount(CatalogEntry entry) throws ServerError;

    /** Rows of all tables and MVs, by their ids. */
    Map<Long, Long> rowCounts() throws ServerError;

    /** When each table and MV was last loaded into, by their ids; none for what never was. */
    Map<Long, LocalDateTime> lastChanges() throws ServerError;

    /** Refreshes and submitted tasks, newest first. */
    List<TaskRun> taskRuns() throws ServerError;

    /** Changes of columns that were made, newest first. */
    List<AlterJob> alterJobs() throws ServerError;

    Collection<UserEntry> users();

    /** Those that were created. */
    default Collection<RoleEntry> roles() {
        return List.of();
    }

    default Collection<PrivilegeEntry> privileges() {
        return List.of();
    }

    Connections connections();

    /** Whether the database sys is shown, which says who may do what. */
    default boolean showsGrants() {
        return true;
    }

    /** Whether the connections of that user are shown. */
    default boolean showsConnectionsOf(String user) {
        return true;
    }

    /** When the server started. */
    LocalDateTime started();

    /** Of all times. */
    ZoneId zone();

    int mysqlPort();

    int httpPort();

    /** Where loads of the back end go. */
    default int backEndPort() {
        return httpPort();
    }

    /** A database. */
    record DatabaseEntry(long id, String name) {}

    /**
     * A partition, as partitions_meta shows it.
     *
     * @param values its range or list as SHOW PARTITIONS prints it; empty for the only one of its table
     * @param version VISIBLE_VERSION: 1 while it is empty, one more with every load
     */
    record PartitionEntry(
            long id, String name, String values, long version, LocalDateTime versionTime, long rowCount) {}

    /**
     * One run of a task.
     *
     * @param finished empty while it runs
     * @param errorMessage empty when there was none
     * @param extraMessage JSON
     * @param properties JSON
     */
    record TaskRun(
            String queryId,
            String taskName,
            LocalDateTime created,
            Optional<LocalDateTime> finished,
            String state,
            String database,
            String definition,
            long errorCode,
            String errorMessage,
            String extraMessage,
            String properties,
            String jobId) {}

    /**
     * A role.
     *
     * @param grants statements that would make its privileges
     */
    record RoleEntry(String name, String comment, List<String> grants) {
        public RoleEntry {
            grants = List.copyOf(grants);
        }
    }

    /**
     * One thing granted.
     *
     * @param grantee {@code 'bob'@'%'}, or the name of a role
     * @param kind such as {@code SELECT}; empty for a role
     * @param object such as {@code TABLE d.t}, or the role
     */
    record PrivilegeEntry(String grantee, String kind, String object) {}

    /**
     * A user.
     *
     * @param grants statements that would make its privileges
     */
    record UserEntry(String name, String host, boolean password, List<String> grants) {
        public UserEntry {
            grants = List.copyOf(grants);
        }

        /** {@code 'root'@'%'}. */
        public String identity() {
            return "'" + name + "'@'" + host + "'";
        }
    }
}
