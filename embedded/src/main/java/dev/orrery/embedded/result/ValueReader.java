// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.result;

import dev.orrery.embedded.session.ValueSink;
import org.duckdb.DuckDBReadableVector;

/** Reads the values of one column. */
interface ValueReader {
    /**
     * @param row of a value that is not NULL
     */
    void put(DuckDBReadableVector vector, long row, ValueSink sink);
}
