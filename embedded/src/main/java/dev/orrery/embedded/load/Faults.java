// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orrery.models.catalog.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What shall go wrong, for tests of loaders: armed faults strike the next requests that they fit, as often as they were
 * armed for, then are gone.
 */
public final class Faults implements AutoCloseable {
    /** Which request is struck. */
    public enum Step {
        STREAM_LOAD,
        BEGIN,
        LOAD,
        PREPARE,
        COMMIT,
        ROLLBACK,
        /** A schema change over MySQL, which only DELAY and ABORT strike: its job lasts, then is done or cancelled. */
        ALTER
    }

    /** What happens to it. */
    public enum Kind {
        /** Answered with an error, nothing done: a refused commit leaves the transaction PREPARED. */
        REFUSE,
        /** The server aborts the transaction and answers with an error. */
        ABORT,
        /** Done, but the connection breaks before the answer. */
        LOSE_ANSWER,
        /** The connection breaks at once, nothing done. */
        DROP,
        /** Done after the duration. */
        DELAY,
        /** Committed, and answered as not yet published; the label shows COMMITTED for the duration. */
        PUBLISH_TIMEOUT
    }

    /**
     * A fault that waits.
     *
     * @param table {@code database.table}, or any
     * @param times how many requests it strikes
     */
    public record Fault(Kind kind, Step at, Optional<String> table, int times, Duration duration) {
        /** Strikes the next request of any table. */
        public static Fault once(Kind kind, Step at) {
            return new Fault(kind, at, Optional.empty(), 1, Duration.ZERO);
        }

        public Fault of(ModelName only) {
            return new Fault(kind, at, Optional.of(only.toString()), times, duration);
        }

        public Fault times(int often) {
            return new Fault(kind, at, table, often, duration);
        }

        public Fault lasting(Duration howLong) {
            return new Fault(kind, at, table, times, howLong);
        }

        private boolean fits(Step step, ModelName name) {
            return at == step && (table.isEmpty() || table.get().equals(name.toString()));
        }
    }

    @GuardedBy("this")
    private final List<Fault> armed = new ArrayList<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    public synchronized void arm(Fault fault) {
        if (fault.at() == Step.ALTER && fault.kind() != Kind.DELAY && fault.kind() != Kind.ABORT) {
            throw new IllegalArgumentException("a schema change is struck by DELAY and ABORT only");
        }
        armed.add(fault);
    }

    public synchronized void clear() {
        armed.clear();
    }

    /** Those that have not struck yet. */
    public synchronized List<Fault> armed() {
        return List.copyOf(armed);
    }

    /** Takes the fault for the next schema change of the table. */
    public Optional<Fault> takeForAlter(ModelName table) {
        return take(Step.ALTER, table);
    }

    synchronized Optional<Fault> take(Step step, ModelName table) {
        for (int place = 0; place < armed.size(); place++) {
            Fault fault = armed.get(place);
            if (fault.fits(step, table)) {
                if (fault.times() <= 1) {
                    armed.remove(place);
                } else {
                    armed.set(place, fault.times(fault.times() - 1));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** Returns early when the server closes. */
    void pause(Duration duration) {
        try {
            boolean early = closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
            if (early) {
                clear();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
