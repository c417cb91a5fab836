// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a body one after another. The arrays are used again for the next row. */
interface RowSink {
    /**
     * @param values one a field of the body; null is NULL
     * @param source the row as it was written, asked only when the row is bad
     */
    void row(@Nullable String[] values, ValueForm[] forms, Supplier<String> source) throws SQLException;

    /** A row that cannot be taken apart. */
    void bad(String reason, String source);
}
