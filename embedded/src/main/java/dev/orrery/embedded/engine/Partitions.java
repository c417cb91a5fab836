// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.Bounds;
import dev.orrery.embedded.partition.NamedBounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Partitions of tables and MVs, and their versions: what tells a refresher that something was loaded. */
final class Partitions {
    static final long EMPTY = 1;

    private final Clock clock;
    private final Identities identities;

    Partitions(Clock clock, Identities identities) {
        this.clock = clock;
        this.identities = identities;
    }

    private void create(Connection connection, long tableId, NamedBounds partition, long version) throws SQLException {
        Jdbc.run(
                connection,
                "INSERT INTO _orrery.partition (id, object_id, name, version, version_time, bounds)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                identities.take(),
                tableId,
                partition.name(),
                version,
                LocalDateTime.now(clock),
                partition.bounds().encode());
    }

    /** One empty partition, named as the table. */
    void createOnly(Connection connection, long tableId, String name) throws SQLException {
        create(connection, tableId, new NamedBounds(name, Bounds.whole()), EMPTY);
    }

    /** Makes those that are not there, empty. */
    void make(Connection connection, long tableId, List<NamedBounds> needed) throws SQLException {
        Set<String> there = new HashSet<>();
        of(connection, tableId).forEach(p -> there.add(p.bounds().encode()));
        for (NamedBounds one : needed) {
            if (there.add(one.bounds().encode())) {
                create(connection, tableId, one, EMPTY);
            }
        }
    }

    void drop(Connection connection, long partitionId) throws SQLException {
        Jdbc.run(connection, "DELETE FROM _orrery.partition WHERE id = ?", partitionId);
    }

    void rename(Connection connection, long partitionId, String name) throws SQLException {
        Jdbc.run(connection, "UPDATE _orrery.partition SET name = ? WHERE id = ?", name, partitionId);
    }

    /** Something was loaded into these. */
    void advance(Connection connection, Set<Long> ids) throws SQLException {
        for (long id : ids) {
            Jdbc.run(
                    connection,
                    "UPDATE _orrery.partition SET version = version + 1, version_time = ? WHERE id = ?",
                    LocalDateTime.now(clock),
                    id);
        }
    }

    /** TRUNCATE and INSERT OVERWRITE: a new partition in its place, which begins anew. */
    void replace(Connection connection, Partition old, long version) throws SQLException {
        drop(connection, old.id());
        create(connection, old.tableId(), new NamedBounds(old.name(), old.bounds()), version);
    }

    List<Partition> of(Connection connection, long tableId) throws SQLException {
        return Jdbc.query(
                connection,
                row -> new Partition(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        Bounds.decode(row.getString(6)),
                        row.getLong(4),
                        CatalogStore.time(row, 5)),
                "SELECT id, object_id, name, version, version_time, bounds FROM _orrery.partition WHERE object_id = ?"
                        + " ORDER BY id",
                tableId);
    }
}
