// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.Locale;
import java.util.Map;

/**
 * What rows are partitioned by: a column, or an expression.
 *
 * @param sql DuckDB's expression over the table's columns
 */
record PartitionColumn(String name, String sql, DataType type) {
    private static final Map<Kind, String> LOWEST = Map.of(
            Kind.TINYINT, "-128",
            Kind.SMALLINT, "-32768",
            Kind.INT, "-2147483648",
            Kind.BIGINT, "-9223372036854775808",
            Kind.LARGEINT, "-170141183460469231731687303715884105728",
            Kind.DATE, "0000-01-01",
            Kind.DATETIME, "0000-01-01 00:00:00");

    String literal(Bound bound) {
        return "CAST(" + DuckName.literal(bound.text()) + " AS " + DuckType.of(type) + ")";
    }

    /** NULL counts as the lowest value of its type. */
    boolean isLowest(Bound bound) {
        return bound.kind() == Bound.Kind.LOWEST
                || (type instanceof DataType.Simple simple && bound.text().equals(LOWEST.get(simple.kind())));
    }

    /** A bound as SHOW PARTITIONS writes it. */
    String shown(Bound bound) {
        return switch (bound.kind()) {
            case VALUE -> bound.text();
            case NULL -> "NULL";
            case HIGHEST -> "MAXVALUE";
            case LOWEST -> type instanceof DataType.Simple simple ? LOWEST.getOrDefault(simple.kind(), "") : "";
        };
    }

    String typeName() {
        return type instanceof DataType.Simple simple ? simple.kind().name().toUpperCase(Locale.ROOT) : "VARCHAR";
    }
}
