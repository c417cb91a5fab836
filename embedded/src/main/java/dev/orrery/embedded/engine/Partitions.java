// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;

/** Partitions of tables and MVs, and their versions: what tells a refresher that something was loaded. */
final class Partitions {
    static final long EMPTY = 1;

    private final Clock clock;
    private final Identities identities;

    Partitions(Clock clock, Identities identities) {
        this.clock = clock;
        this.identities = identities;
    }

    void create(Connection connection, long tableId, String name, long version) throws SQLException {
        Jdbc.run(
                connection,
                "INSERT INTO _orrery.partition VALUES (?, ?, ?, ?, ?)",
                identities.take(),
                tableId,
                name,
                version,
                LocalDateTime.now(clock));
    }

    /** One empty partition, named as the table. */
    void createOnly(Connection connection, long tableId, String name) throws SQLException {
        create(connection, tableId, name, EMPTY);
    }

    /** Something was loaded. */
    void advance(Connection connection, long tableId) throws SQLException {
        Jdbc.run(
                connection,
                "UPDATE _orrery.partition SET version = version + 1, version_time = ? WHERE object_id = ?",
                LocalDateTime.now(clock),
                tableId);
    }

    /** TRUNCATE and INSERT OVERWRITE: new partitions, which begin anew. */
    void replace(Connection connection, long tableId, long version) throws SQLException {
        for (Partition old : of(connection, tableId)) {
            Jdbc.run(connection, "DELETE FROM _orrery.partition WHERE id = ?", old.id());
            create(connection, tableId, old.name(), version);
        }
    }

    /** New partitions that go on counting: an MV's version grows with each refresh. */
    void replaceVersion(Connection connection, long tableId) throws SQLException {
        for (Partition old : of(connection, tableId)) {
            Jdbc.run(connection, "DELETE FROM _orrery.partition WHERE id = ?", old.id());
            create(connection, tableId, old.name(), old.version() + 1);
        }
    }

    List<Partition> of(Connection connection, long tableId) throws SQLException {
        return Jdbc.query(
                connection,
                row -> new Partition(
                        row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), CatalogStore.time(row, 5)),
                "SELECT id, object_id, name, version, version_time FROM _orrery.partition WHERE object_id = ?"
                        + " ORDER BY id",
                tableId);
    }
}
