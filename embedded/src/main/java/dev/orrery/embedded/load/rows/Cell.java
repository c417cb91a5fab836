// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/**
 * The value of one column in the row under way: read from text first, appended when the whole row is good, for a row of
 * an appender cannot be taken back.
 */
interface Cell {
    /** What came of a text. */
    enum Reading {
        VALUE,
        /** No value of the column's type: NULL, or with strict_mode a bad row. */
        UNREADABLE,
        /** Longer than the column: a bad row always. */
        TOO_LONG
    }

    Reading read(String text, ValueForm form);

    /** Appends what was read last, which was a {@link Reading#VALUE}. */
    void append(DuckDBAppender appender) throws SQLException;
}
