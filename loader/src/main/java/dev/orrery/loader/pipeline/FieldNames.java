// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import dev.orrery.loader.table.TargetColumn;
import dev.orrery.loader.table.TargetTable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which field of a source fills which column: what the route's {@code columns} say, else the one of the same name. */
public final class FieldNames {
    private final Map<String, String> fieldByColumn;
    private final TargetTable table;

    private FieldNames(Map<String, String> fieldByColumn, TargetTable table) {
        this.fieldByColumn = fieldByColumn;
        this.table = table;
    }

    public static FieldNames of(Route route, TargetTable table) {
        return new FieldNames(
                route.columns().entrySet().stream()
                        .collect(Collectors.toMap(
                                renamed -> renamed.getKey().toLowerCase(Locale.ROOT),
                                renamed -> renamed.getValue().value(),
                                (a, b) -> a)),
                table);
    }

    /** The field that fills a column; case does not count. */
    public String field(TargetColumn column) {
        return fieldByColumn.getOrDefault(column.name().toLowerCase(Locale.ROOT), column.name());
    }

    /** The column that a field fills. */
    public Optional<TargetColumn> column(String field) {
        return table.writable().stream()
                .filter(column -> field(column).equalsIgnoreCase(field))
                .findFirst();
    }
}
