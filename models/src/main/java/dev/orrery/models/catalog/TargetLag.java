// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.catalog;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** How far behind its root tables an MV may be. */
public sealed interface TargetLag {

    <R> R match(Function<Within, R> within, Supplier<R> downstream);

    /** A promise of its own. */
    record Within(Duration duration) implements TargetLag {
        public Within {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a target lag is longer than nothing: " + duration);
            }
        }

        @Override
        public <R> R match(Function<Within, R> within, Supplier<R> downstream) {
            return within.apply(this);
        }
    }

    /** As fresh as the MVs that stand on it need: the default. */
    record Downstream() implements TargetLag {
        @Override
        public <R> R match(Function<Within, R> within, Supplier<R> downstream) {
            return downstream.get();
        }
    }
}
