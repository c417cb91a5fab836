// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.models.sql.SqlFormatter;
import dev.orrery.models.sql.SyntaxException;

/** Files that were formatted stay so, and those of a layout of their own keep it. */
public final class Layout {
    private Layout() {}

    /** The text of a file after a change, formatted where it was before. */
    public static String likeBefore(String before, String after) {
        try {
            return SqlFormatter.format(before).equals(before) ? SqlFormatter.format(after) : after;
        } catch (SyntaxException e) {
            return after;
        }
    }
}
