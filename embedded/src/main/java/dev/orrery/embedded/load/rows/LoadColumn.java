// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import dev.orrery.models.type.DataType;
import java.util.function.UnaryOperator;

/**
 * A column of a table that a load may fill.
 *
 * @param storedAs its DuckDB type, as CREATE TABLE spells it
 * @param fromText DuckDB's expression for the value that a text stands for, NULL for none
 * @param absence what becomes of it when a load does not name it
 */
public record LoadColumn(
        String name,
        DataType type,
        String storedAs,
        Nulls nulls,
        boolean key,
        Absence absence,
        UnaryOperator<String> fromText) {

    /** Of a type whose values a load reads itself. */
    public LoadColumn(String name, DataType type, String storedAs, Nulls nulls, boolean key, Absence absence) {
        this(name, type, storedAs, nulls, key, absence, text -> "TRY_CAST(" + text + " AS " + storedAs + ")");
    }

    /** Whether NULL may stand in the column. */
    public enum Nulls {
        ALLOWED,
        REFUSED
    }

    /** Where the value comes from when a load leaves the column out. */
    public enum Absence {
        /** NULL, or the load is refused where NULL is. */
        NULL,
        /** DEFAULT or AUTO_INCREMENT. */
        FILLED,
        /** Computed from other columns, a load cannot write it. */
        GENERATED
    }
}
