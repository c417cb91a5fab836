// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import java.sql.Connection;

/**
 * Rows applied to a table inside a transaction that is not yet over. The table is closed to other writers until {@link
 * #close}, which comes after COMMIT or ROLLBACK; readers see the rows from the COMMIT on.
 */
public final class Write implements AutoCloseable {
    /** Column of a staging table: 0 upserts the row, 1 deletes what has its key. */
    public static final String OPERATION = "__op";

    /** Column of a staging table that orders its rows; without it they count in the order of their insertion. */
    public static final String SEQUENCE = "__seq";

    private final WriteLocks locks;
    private final long tableId;
    private final Connection connection;
    private final long rows;
    private boolean open = true;

    Write(WriteLocks locks, long tableId, Connection connection, long rows) {
        this.locks = locks;
        this.tableId = tableId;
        this.connection = connection;
        this.rows = rows;
    }

    /** Staged rows that counted, deletions among them: those of one key count once. */
    public long rows() {
        return rows;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            locks.release(tableId, connection);
        }
    }
}
