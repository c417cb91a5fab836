// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a statement gives back. */
public sealed interface Answer {

    <R> R match(Function<Rows, R> rows, Function<Done, R> done);

    /**
     * A result set. Whoever takes it closes it; values are the text that StarRocks prints, or null for NULL. A VARBINARY
     * value has one character a byte (ISO 8859-1).
     */
    record Rows(List<ResultColumn> columns, RowSource source) implements Answer {
        public Rows {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R match(Function<Rows, R> rows, Function<Done, R> done) {
            return rows.apply(this);
        }
    }

    /** No rows: DDL, SET, a load. */
    record Done(long affectedRows, String info) implements Answer {
        public static final Done OK = new Done(0, "");

        @Override
        public <R> R match(Function<Rows, R> rows, Function<Done, R> done) {
            return done.apply(this);
        }
    }

    /** Puts a row of texts into a sink. */
    static void put(@Nullable String[] row, ValueSink sink) {
        for (String value : row) {
            if (value == null) {
                sink.none();
            } else {
                sink.text(value);
            }
        }
    }

    /** Rows one by one, so that a big result is never in memory as a whole. */
    interface RowSource extends AutoCloseable {
        /** The next row, one value a column; null after the last. */
        @Nullable
        String @Nullable [] next() throws ServerError;

        /**
         * As {@link #next()}, for a sink; sources that have more than text need not make text of it.
         *
         * @return false after the last row, nothing is then put into the sink
         */
        default boolean next(ValueSink sink) throws ServerError {
            @Nullable String[] row = next();
            if (row == null) {
                return false;
            }
            put(row, sink);
            return true;
        }

        @Override
        void close();
    }
}
