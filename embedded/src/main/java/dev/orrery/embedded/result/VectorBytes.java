// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.result;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * A vector's values as they lie in DuckDB's memory. The driver shows them only as objects, and fetches each text by a native
 * call, which took half of the server's time for an export.
 */
final class VectorBytes {
    /** Of a text: its length, and its bytes where they are no more than {@link #SHORT}. */
    private static final int TEXT_WIDTH = 16;

    private static final int SHORT = 12;
    private static final @Nullable MethodHandle DATA = find();

    private VectorBytes() {}

    /** How an unscaled decimal of 18 digits or fewer lies. */
    interface Unscaled {
        long of(ByteBuffer values, int row);
    }

    /** Null where this driver does not show them. */
    static @Nullable ByteBuffer of(DuckDBReadableVector vector) {
        MethodHandle data = DATA;
        if (data == null) {
            return null;
        }
        try {
            return (ByteBuffer) data.invokeExact(vector);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param precision of the decimal, 18 at most
     */
    static Unscaled unscaled(int precision) {
        if (precision <= 4) {
            return (values, row) -> values.getShort(row * Short.BYTES);
        }
        return precision <= 9
                ? (values, row) -> values.getInt(row * Integer.BYTES)
                : (values, row) -> values.getLong(row * Long.BYTES);
    }

    /** Bytes of a text that lies in its vector; -1 for one that lies elsewhere. */
    static int shortLength(ByteBuffer values, int row) {
        int at = row * TEXT_WIDTH;
        if (values.capacity() < at + TEXT_WIDTH) {
            return -1;
        }
        int length = values.getInt(at);
        return length <= SHORT ? length : -1;
    }

    static int shortStart(int row) {
        return row * TEXT_WIDTH + Integer.BYTES;
    }

    private static @Nullable MethodHandle find() {
        try {
            Field field = DuckDBReadableVector.class.getDeclaredField("data");
            field.setAccessible(true);
            MethodHandle getter = MethodHandles.lookup().unreflectGetter(field);
            return getter.type().returnType() == ByteBuffer.class ? getter : null;
        } catch (ReflectiveOperationException | RuntimeException absent) {
            return null;
        }
    }
}
