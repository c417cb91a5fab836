// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.type.DataType;
import java.util.List;
import java.util.Optional;

/** What StarRocks makes of a column's definition. */
public final class TableColumns {
    /** Length of the longest string, in bytes. */
    static final int LONGEST = 1048576;

    private TableColumns() {}

    /** Types get their default lengths; a SUM of decimals is kept with all digits. */
    public static DataType stored(ColumnDefinition column) {
        DataType type = withLength(column.type());
        boolean sum = column.aggregation().filter("SUM"::equals).isPresent();
        if (sum && type instanceof DataType.Decimal decimal && decimal.precision() <= 38) {
            return new DataType.Decimal(38, decimal.scale());
        }
        return type;
    }

    private static DataType withLength(DataType type) {
        if (type instanceof DataType.Text text && text.length().isEmpty()) {
            int length = text.kind() == DataType.TextKind.VARBINARY ? LONGEST : 1;
            return new DataType.Text(text.kind(), Optional.of(length));
        }
        if (type instanceof DataType.Array array) {
            return new DataType.Array(withLength(array.element()));
        }
        if (type instanceof DataType.Map map) {
            return new DataType.Map(withLength(map.key()), withLength(map.value()));
        }
        if (type instanceof DataType.Struct struct) {
            List<DataType.Field> fields = struct.fields().stream()
                    .map(field -> new DataType.Field(field.name(), withLength(field.type())))
                    .toList();
            return new DataType.Struct(fields);
        }
        return type;
    }

    /** Whether rows may hold NULL there. */
    public static boolean nullable(CreateTable table, ColumnDefinition column) {
        if (column.generated().isPresent()) {
            return true;
        }
        if (column.aggregation().filter("REPLACE_IF_NOT_NULL"::equals).isPresent()) {
            return true;
        }
        boolean primary = table.key()
                .filter(key -> key.kind() == CreateTable.KeyKind.PRIMARY)
                .map(key -> key.columns().stream()
                        .anyMatch(name ->
                                name.text().equalsIgnoreCase(column.name().text())))
                .orElse(false);
        return !primary && !column.autoIncrement() && column.nullable().orElse(true);
    }
}
