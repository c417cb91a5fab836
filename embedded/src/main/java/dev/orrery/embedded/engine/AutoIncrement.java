// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** The numbers of AUTO_INCREMENT columns. */
final class AutoIncrement {
    private AutoIncrement() {}

    static void begin(Connection connection, long tableId) throws SQLException {
        Jdbc.run(connection, "INSERT INTO _orrery.auto_increment VALUES (?, 1)", tableId);
    }

    /** Goes on with a number; false when it was given away already. */
    static boolean countFrom(Connection connection, long tableId, long number) throws SQLException {
        boolean free = Jdbc.number(
                        connection,
                        "SELECT count(*) FROM _orrery.auto_increment WHERE object_id = ? AND next <= " + number,
                        tableId)
                > 0;
        if (free) {
            Jdbc.run(connection, "UPDATE _orrery.auto_increment SET next = ? WHERE object_id = ?", number, tableId);
        }
        return free;
    }

    /** The first of {@code count} numbers that nobody else gets. */
    static long reserve(Connection connection, long tableId, long count) throws SQLException {
        return Jdbc.number(
                connection,
                "UPDATE _orrery.auto_increment SET next = next + " + count + " WHERE object_id = ? RETURNING next - "
                        + count,
                tableId);
    }
}
