// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import dev.orrery.embedded.session.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The partitions that a REFRESH names: a half-open range of the partition column, or combinations of values. */
public sealed interface PartitionSpan {
    <R> R match(Function<Range, R> range, Function<Values, R> values);

    /** {@code START ("2026-01-01") END ("2026-02-01")}. */
    record Range(String start, String end) implements PartitionSpan {
        @Override
        public <R> R match(Function<Range, R> range, Function<Values, R> values) {
            return range.apply(this);
        }
    }

    /** {@code ('a', 'b')} of one column, {@code (('a', 1), ('b', 2))} of several. */
    record Values(List<List<String>> tuples) implements PartitionSpan {
        public Values {
            tuples = tuples.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R match(Function<Range, R> range, Function<Values, R> values) {
            return values.apply(this);
        }
    }

    /**
     * @param clause what stands behind PARTITION, as the parser kept it
     * @throws ServerError when the range is empty
     */
    static PartitionSpan of(String clause) throws ServerError {
        Words words = new Words(clause);
        words.accept("PARTITION");
        if (words.accept("START")) {
            String start = words.list().get(0).text();
            words.skip("END");
            Range range = new Range(start, words.list().get(0).text());
            if (PartitionScheme.compare(Bound.of(range.start), Bound.of(range.end)) >= 0) {
                throw ServerError.analyzing("Batch build partition start date should less than end date");
            }
            return range;
        }
        words.skip("(");
        List<List<String>> tuples = new ArrayList<>();
        while (!words.accept(")")) {
            if (!words.accept(",")) {
                tuples.add(
                        words.at("(")
                                ? words.list().stream().map(Words.Word::text).toList()
                                : List.of(words.next().text()));
            }
        }
        return new Values(tuples);
    }
}
