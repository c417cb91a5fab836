// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One writer a table. A lock belongs to a connection, not to a thread: a load may begin on one thread and end on
 * another, and a transaction may write to one table twice.
 */
final class WriteLocks {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final class Holder {
        private final Connection owner;
        private int times = 1;

        private Holder(Connection owner) {
            this.owner = owner;
        }
    }

    @GuardedBy("this")
    private final Map<Long, Holder> holders = new HashMap<>();

    /**
     * Waits until no other connection writes to the table.
     *
     * @throws SQLException after ten minutes, or when the thread is interrupted
     */
    synchronized void acquire(long tableId, Connection owner) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Holder holder = holders.get(tableId);
        while (holder != null && holder.owner != owner) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SQLException(
                        "another load has been writing to the table for " + PATIENCE.toMinutes() + " minutes");
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while waiting for another load", e);
            }
            holder = holders.get(tableId);
        }
        if (holder == null) {
            holders.put(tableId, new Holder(owner));
        } else {
            holder.times++;
        }
    }

    synchronized void release(long tableId, Connection owner) {
        Holder holder = holders.get(tableId);
        if (holder == null || holder.owner != owner) {
            throw new IllegalStateException("table " + tableId + " is not locked by this connection");
        }
        holder.times--;
        if (holder.times == 0) {
            holders.remove(tableId);
            notifyAll();
        }
    }

    /** How often its owner acquired it. */
    synchronized int timesHeld(long tableId) {
        Holder holder = holders.get(tableId);
        return holder == null ? 0 : holder.times;
    }
}
