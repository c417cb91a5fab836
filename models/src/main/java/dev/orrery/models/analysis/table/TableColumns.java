// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Identifier;
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
        if (isAggregated(column, "SUM") && type instanceof DataType.Decimal decimal && decimal.precision() <= 38) {
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
        if (isAggregated(column, "REPLACE_IF_NOT_NULL")) {
            return true;
        }
        return !isPrimary(table, column)
                && !column.autoIncrement()
                && column.nullable().orElse(true);
    }

    private static boolean isAggregated(ColumnDefinition column, String how) {
        return column.aggregation().isPresent() && column.aggregation().get().equals(how);
    }

    private static boolean isPrimary(CreateTable table, ColumnDefinition column) {
        if (table.key().isEmpty() || table.key().get().kind() != CreateTable.KeyKind.PRIMARY) {
            return false;
        }
        for (Identifier name : table.key().get().columns()) {
            if (name.text().equalsIgnoreCase(column.name().text())) {
                return true;
            }
        }
        return false;
    }
}
