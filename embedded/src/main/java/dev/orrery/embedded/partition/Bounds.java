// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Which rows a partition holds. {@link #encode} is how the catalog keeps it. */
public sealed interface Bounds {
    <R> R match(Supplier<R> whole, Function<Range, R> range, Function<Values, R> values);

    /** The only partition of its table. */
    record Whole() implements Bounds {
        @Override
        public <R> R match(Supplier<R> whole, Function<Range, R> range, Function<Values, R> values) {
            return whole.get();
        }
    }

    /**
     * From {@code lower} on and before {@code upper}.
     *
     * @param lower one value a partition column, as {@code upper}
     */
    record Range(List<Bound> lower, List<Bound> upper) implements Bounds {
        public Range {
            lower = List.copyOf(lower);
            upper = List.copyOf(upper);
        }

        @Override
        public <R> R match(Supplier<R> whole, Function<Range, R> range, Function<Values, R> values) {
            return range.apply(this);
        }
    }

    /** One of these combinations. */
    record Values(List<List<Bound>> tuples) implements Bounds {
        public Values {
            tuples = tuples.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R match(Supplier<R> whole, Function<Range, R> range, Function<Values, R> values) {
            return values.apply(this);
        }
    }

    static Bounds whole() {
        return new Whole();
    }

    default String encode() {
        return match(
                () -> "",
                range -> "R" + tuple(range.lower) + ";" + tuple(range.upper),
                values -> "V" + values.tuples.stream().map(Bounds::tuple).collect(Collectors.joining(";")));
    }

    static Bounds decode(String code) {
        if (code.isEmpty()) {
            return whole();
        }
        List<List<Bound>> tuples = Arrays.stream(code.substring(1).split(";"))
                .map(tuple -> Arrays.stream(tuple.split(",")).map(Bound::decode).toList())
                .toList();
        return code.charAt(0) == 'R' ? new Range(tuples.get(0), tuples.get(1)) : new Values(tuples);
    }

    private static String tuple(List<Bound> tuple) {
        return tuple.stream().map(Bound::encode).collect(Collectors.joining(","));
    }
}
