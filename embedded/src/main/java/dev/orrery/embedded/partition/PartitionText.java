// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bounds as StarRocks prints them. */
final class PartitionText {
    private final List<PartitionColumn> columns;

    PartitionText(List<PartitionColumn> columns) {
        this.columns = columns;
    }

    /** {@code [types: [DATE]; keys: [2026-01-01]; ..types: [DATE]; keys: [2026-01-02]; )}, {@code [["a"],["b"]]}. */
    String shown(Bounds bounds) {
        return bounds.match(
                () -> "",
                range -> "[" + keys(range.lower()) + ".." + keys(range.upper()) + ")",
                values -> values.tuples().stream()
                        .map(tuple -> tuple.stream()
                                .map(b -> b.kind() == Bound.Kind.NULL ? "NULL" : '"' + b.text() + '"')
                                .collect(Collectors.joining(",", "[", "]")))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private String keys(List<Bound> tuple) {
        boolean highest = tuple.stream().allMatch(b -> b.kind() == Bound.Kind.HIGHEST);
        String types =
                columns.stream().map(c -> highest ? "MAXVALUE" : c.typeName()).collect(Collectors.joining(", "));
        String keys = IntStream.range(0, tuple.size())
                .mapToObj(i -> columns.get(i).shown(tuple.get(i)))
                .collect(Collectors.joining(", "));
        return "types: [" + types + "]; keys: [" + keys + "]; ";
    }

    /** As SHOW CREATE TABLE lists it. */
    String definition(NamedBounds partition) {
        return "PARTITION " + partition.name() + " VALUES "
                + partition
                        .bounds()
                        .match(
                                () -> "",
                                range -> "[(" + bounds(range.lower()) + "), (" + bounds(range.upper()) + "))",
                                this::in);
    }

    private String bounds(List<Bound> tuple) {
        return IntStream.range(0, tuple.size())
                .mapToObj(i -> {
                    Bound bound = tuple.get(i);
                    String text = columns.get(i).shown(bound);
                    return bound.kind() == Bound.Kind.HIGHEST ? text : '"' + text + '"';
                })
                .collect(Collectors.joining(", "));
    }

    private String in(Bounds.Values values) {
        boolean one = columns.size() == 1;
        return "IN ("
                + values.tuples().stream()
                        .map(tuple -> {
                            String items = tuple.stream()
                                    .map(b -> b.kind() == Bound.Kind.NULL
                                            ? "NULL"
                                            : "'" + b.text().replace("'", "\\'") + "'")
                                    .collect(Collectors.joining(", "));
                            return one ? items : "(" + items + ")";
                        })
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
