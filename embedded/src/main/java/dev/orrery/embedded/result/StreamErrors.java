// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.result;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Optional;
import org.duckdb.DuckDBChunkedResult;

/**
 * Why a streamed result ended. DuckDB's driver ends a result that fails half-way as if it were complete, and shows the
 * error only to itself; a server that did not ask would send half an answer for a whole one.
 */
final class StreamErrors {
    private static final Optional<MethodHandle> CHECK = find();

    private StreamErrors() {}

    /** Whether this driver can be asked. Without an answer nothing may be streamed. */
    static boolean areKnown() {
        return CHECK.isPresent();
    }

    /**
     * @throws SQLException when the result ended by an error
     */
    static void check(DuckDBChunkedResult ended) throws SQLException {
        try {
            CHECK.orElseThrow().invoke(ended);
        } catch (SQLException | RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable unknown) {
            throw new SQLException(unknown);
        }
    }

    private static Optional<MethodHandle> find() {
        try {
            Method method = DuckDBChunkedResult.class.getDeclaredMethod("checkError");
            method.setAccessible(true);
            return Optional.of(MethodHandles.lookup().unreflect(method));
        } catch (ReflectiveOperationException | RuntimeException absent) {
            return Optional.empty();
        }
    }
}
