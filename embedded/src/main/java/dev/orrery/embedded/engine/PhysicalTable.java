// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.models.catalog.Column;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that make DuckDB tables. */
final class PhysicalTable {
    private PhysicalTable() {}

    static String create(StoredTable table) {
        return "CREATE TABLE " + table.physicalName() + columns(table);
    }

    /** Empties it; readers of the moment keep what they see. */
    static String replace(StoredTable table) {
        return "CREATE OR REPLACE TABLE " + table.physicalName() + columns(table);
    }

    static String replace(StoredMaterializedView view) {
        return "CREATE OR REPLACE TABLE " + view.physicalName() + columns(view.columns());
    }

    private static String columns(StoredTable table) {
        return table.columns().stream()
                .map(c -> DuckName.quote(c.name()) + " " + DuckType.of(c.type()))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String columns(List<Column> columns) {
        return columns.stream()
                .map(c -> DuckName.quote(c.name()) + " " + DuckType.of(c.type()))
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
