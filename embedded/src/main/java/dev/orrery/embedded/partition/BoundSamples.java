// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of a partition's key that stand for all that it can hold: its combinations of values, or its two ends. */
final class BoundSamples {
    private static final Map<Kind, String> HIGHEST = Map.of(
            Kind.TINYINT, "127",
            Kind.SMALLINT, "32767",
            Kind.INT, "2147483647",
            Kind.BIGINT, "9223372036854775807",
            Kind.LARGEINT, "170141183460469231731687303715884105727",
            Kind.DATE, "9999-12-31",
            Kind.DATETIME, "9999-12-31 23:59:59");

    private BoundSamples() {}

    /** DuckDB's expressions, one a column; none for a range of several columns and for a partition that is the table. */
    static List<List<String>> of(Bounds bounds, List<PartitionColumn> columns) {
        return bounds.match(
                List::of,
                range -> columns.size() > 1
                        ? List.of()
                        : List.of(
                                List.of(first(range.lower().get(0), columns.get(0))),
                                List.of(last(range.upper().get(0), columns.get(0)))),
                values -> {
                    List<List<String>> rows = new ArrayList<>();
                    for (List<Bound> tuple : values.tuples()) {
                        List<String> row = new ArrayList<>();
                        for (int i = 0; i < columns.size(); i++) {
                            Bound bound = tuple.get(i);
                            row.add(
                                    bound.kind() == Bound.Kind.NULL
                                            ? "NULL"
                                            : columns.get(i).literal(bound));
                        }
                        rows.add(row);
                    }
                    return rows;
                });
    }

    private static String first(Bound lower, PartitionColumn column) {
        return column.literal(Bound.of(column.shown(lower)));
    }

    private static String last(Bound upper, PartitionColumn column) {
        DataType type = column.type();
        if (upper.kind() == Bound.Kind.HIGHEST) {
            return column.literal(
                    Bound.of(type instanceof DataType.Simple simple ? HIGHEST.getOrDefault(simple.kind(), "") : ""));
        }
        String end = column.literal(upper);
        if (type.is(Kind.DATE)) {
            return "CAST(" + end + " - INTERVAL 1 DAY AS DATE)";
        }
        return type.is(Kind.DATETIME) ? "(" + end + " - INTERVAL 1 MICROSECOND)" : "(" + end + " - 1)";
    }
}
