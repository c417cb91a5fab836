// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import java.util.Optional;
import java.util.function.Function;

/** What to do about one MV now. */
public sealed interface Decision {

    ModelName mv();

    Reason reason();

    <R> R match(
            Function<Join, R> join,
            Function<Start, R> start,
            Function<Unchanged, R> unchanged,
            Function<Blocked, R> blocked,
            Function<Wait, R> wait);

    /**
     * Becomes a member of a new wave.
     *
     * @param wave the same for all members of one new wave: the first MV that is due in it
     */
    record Join(ModelName mv, ModelName wave, Reason reason) implements Decision {
        @Override
        public <R> R match(
                Function<Join, R> join,
                Function<Start, R> start,
                Function<Unchanged, R> unchanged,
                Function<Blocked, R> blocked,
                Function<Wait, R> wait) {
            return join.apply(this);
        }
    }

    /** Its refresh is sent; it will hold the cut. */
    record Start(ModelName mv, long wave, Cut cut, Reason reason) implements Decision {
        @Override
        public <R> R match(
                Function<Join, R> join,
                Function<Start, R> start,
                Function<Unchanged, R> unchanged,
                Function<Blocked, R> blocked,
                Function<Wait, R> wait) {
            return start.apply(this);
        }
    }

    /** Ends in its wave without a statement: it holds what a refresh would give it. */
    record Unchanged(ModelName mv, long wave, Reason reason) implements Decision {
        @Override
        public <R> R match(
                Function<Join, R> join,
                Function<Start, R> start,
                Function<Unchanged, R> unchanged,
                Function<Blocked, R> blocked,
                Function<Wait, R> wait) {
            return unchanged.apply(this);
        }
    }

    /**
     * Ends in its wave without a statement, for it cannot be refreshed.
     *
     * @param by the MV upstream that did not end well; empty when the obstacle is the MV's own
     */
    record Blocked(ModelName mv, long wave, Optional<ModelName> by, Reason reason) implements Decision {
        @Override
        public <R> R match(
                Function<Join, R> join,
                Function<Start, R> start,
                Function<Unchanged, R> unchanged,
                Function<Blocked, R> blocked,
                Function<Wait, R> wait) {
            return blocked.apply(this);
        }
    }

    /** Nothing for now. */
    record Wait(ModelName mv, Reason reason) implements Decision {
        @Override
        public <R> R match(
                Function<Join, R> join,
                Function<Start, R> start,
                Function<Unchanged, R> unchanged,
                Function<Blocked, R> blocked,
                Function<Wait, R> wait) {
            return wait.apply(this);
        }
    }
}
