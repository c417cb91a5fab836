// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import dev.orrery.models.sql.format.Formatting;

/**
 * One canonical layout for SQL files: blanks, line ends and the case of keywords change, nothing else does. Comments are
 * kept, and formatting what is formatted changes nothing.
 */
public final class SqlFormatter {
    private SqlFormatter() {}

    /**
     * The statements of a text, a blank line between them, with a line end at the end.
     *
     * @throws SyntaxException if the text is not StarRocks SQL: what is not understood is not touched
     */
    public static String format(String sql) {
        return Formatting.format(sql);
    }
}
