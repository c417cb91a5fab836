// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.Optional;
import java.util.function.Function;

/** Runs and stops refreshes of a materialized view. */
public sealed interface Refresh extends Statement {

    Name name();

    <R> R match(Function<Start, R> start, Function<Cancel, R> cancel);

    @Override
    default <R> R accept(StatementVisitor<R> visitor) {
        return visitor.refresh(this);
    }

    /**
     * {@code REFRESH MATERIALIZED VIEW name [PARTITION …] [FORCE] [WITH SYNC MODE] [WITH PRIORITY n]}.
     *
     * @param partitions {@code START ("…") END ("…")} or the list of values, in normal spelling; empty for all
     * @param sync empty when not written, which means asynchronous
     */
    record Start(
            Location at,
            Name name,
            Optional<String> partitions,
            boolean force,
            Optional<Boolean> sync,
            Optional<Integer> priority)
            implements Refresh {
        @Override
        public <R> R match(Function<Start, R> start, Function<Cancel, R> cancel) {
            return start.apply(this);
        }
    }

    /** {@code CANCEL REFRESH MATERIALIZED VIEW name [FORCE]}. */
    record Cancel(Location at, Name name, boolean force) implements Refresh {
        @Override
        public <R> R match(Function<Start, R> start, Function<Cancel, R> cancel) {
            return cancel.apply(this);
        }
    }
}
