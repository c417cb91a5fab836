// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Ids of databases, objects, partitions and tasks: never used twice, over restarts too. They are reserved in ranges, so
 * that taking one is no transaction.
 */
final class Identities implements AutoCloseable {
    static final long FIRST = 10_001;
    private static final long RANGE = 1_000;

    private final Connection connection;

    @GuardedBy("this")
    private long next;

    @GuardedBy("this")
    private long end;

    /**
     * @param connection used for nothing else
     */
    Identities(Connection connection) {
        this.connection = connection;
    }

    synchronized long take() throws SQLException {
        if (next >= end) {
            next = Jdbc.number(
                    connection, "UPDATE _orrery.counter SET next = next + ? RETURNING next - " + RANGE, RANGE);
            end = next + RANGE;
        }
        return next++;
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
