// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.table;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table as a loader sees it: what may be written, what identifies a row.
 *
 * @param columns in the order of the table, generated ones included
 */
public record TargetTable(String database, String name, List<TargetColumn> columns) implements Serializable {

    public TargetTable {
        // A list of the JDK that Java serialization knows, for the job carries it to its workers.
        columns = new ArrayList<>(columns);
    }

    /** {@code database.table}. */
    public String qualifiedName() {
        return database + "." + name;
    }

    public List<TargetColumn> keys() {
        return columns.stream().filter(TargetColumn::isKey).toList();
    }

    /** Every column that is not computed by the server. */
    public List<TargetColumn> writable() {
        return columns.stream()
                .filter(c -> c.role() != TargetColumn.Role.GENERATED)
                .toList();
    }

    /** From a table of the desired catalog; without keys unless it is a PRIMARY KEY table. */
    public static TargetTable of(Definition.Table table) {
        CreateTable statement = table.statement();
        Set<String> keys = statement.key().filter(k -> k.kind() == CreateTable.KeyKind.PRIMARY).stream()
                .flatMap(k -> k.columns().stream())
                .map(id -> id.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> generated = statement.columns().stream()
                .filter(c -> c.generated().isPresent())
                .map(ColumnDefinition::name)
                .map(id -> id.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<TargetColumn> columns = table.columns().stream()
                .map(column -> column(column, keys, generated))
                .toList();
        return new TargetTable(table.name().database(), table.name().name(), columns);
    }

    private static TargetColumn column(Column column, Set<String> keys, Set<String> generated) {
        String lower = column.name().toLowerCase(Locale.ROOT);
        TargetColumn.Role role = keys.contains(lower)
                ? TargetColumn.Role.KEY
                : generated.contains(lower) ? TargetColumn.Role.GENERATED : TargetColumn.Role.VALUE;
        TargetColumn.Nullability nullability =
                column.nullable() ? TargetColumn.Nullability.NULLABLE : TargetColumn.Nullability.NOT_NULL;
        return new TargetColumn(column.name(), ColumnType.of(column.type()), nullability, role);
    }
}
