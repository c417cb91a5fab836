// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;

/** The one place where this module puts identifiers and texts into statements. */
public final class SqlNames {
    private SqlNames() {}

    /** {@code `database`.`name`}. */
    public static String quote(ModelName name) {
        return quote(name.database()) + "." + quote(name.name());
    }

    /** An identifier between back-quotes. */
    public static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    /** A string literal, for clauses such as COMMENT that take no bound value. */
    public static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
