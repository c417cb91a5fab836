// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.ValueSink;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a client fetches in portions. A session has one running answer; when the client runs another statement
 * meanwhile, {@link #keep} moves the rest into memory.
 */
final class Cursor implements AutoCloseable {
    /** Characters that a cursor may keep. */
    private static final long KEPT_LIMIT = 64L << 20;

    private final RowFormat format;
    private final Queue<@Nullable String[]> kept = new ArrayDeque<>();
    private final Answer.RowSource source;
    private boolean running = true;
    private @Nullable ServerError failure;

    Cursor(Answer.Rows rows, RowFormat format) {
        this.source = rows.source();
        this.format = format;
    }

    RowFormat format() {
        return format;
    }

    /** The next row; false after the last. */
    boolean next(ValueSink sink) throws ServerError {
        @Nullable String[] row = kept.poll();
        if (row != null) {
            Answer.put(row, sink);
            return true;
        }
        if (failure != null) {
            throw failure;
        }
        return running && source.next(sink);
    }

    /** Takes the rest of the rows over, so that the session is free. */
    void keep() {
        if (!running) {
            return;
        }
        long size = 0;
        try {
            @Nullable String[] row = source.next();
            while (row != null) {
                size += length(row);
                if (size > KEPT_LIMIT) {
                    throw new ServerError(
                            1105,
                            "HY000",
                            "Another statement ran while this cursor had more than 64 MB left; fetch it to its end first");
                }
                kept.add(row);
                row = source.next();
            }
        } catch (ServerError e) {
            failure = e;
        }
        close();
    }

    @Override
    public void close() {
        if (running) {
            running = false;
            source.close();
        }
    }

    private static long length(@Nullable String[] row) {
        long length = 0;
        for (String value : row) {
            length += value == null ? 1 : value.length() + 16L;
        }
        return length;
    }
}
