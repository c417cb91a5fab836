// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.load.rows.LoadColumn;
import dev.orrery.embedded.load.rows.LoadShape;
import dev.orrery.embedded.load.rows.LoadTable;
import dev.orrery.embedded.load.rows.RowFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the headers of a load say. Two loads of one transaction must say the same: they are compared as values.
 *
 * @param where which rows count, over fields and columns
 * @param columns as the {@code columns} header lists them; empty without one
 */
record LoadSpec(
        RowFormat format,
        Compression compression,
        List<Item> columns,
        Optional<String> where,
        double maxFilterRatio,
        LoadShape.Strictness strictness,
        LoadTarget.Applying applying) {

    /** How the body is packed. */
    enum Compression {
        NONE,
        GZIP,
        /** Without the frame of zlib. */
        DEFLATE,
        LZ4_FRAME
    }

    /**
     * One entry of the {@code columns} header: a field, a column that is the same in each row, or one that is computed.
     *
     * @param expression over the fields
     */
    record Item(String name, Optional<String> constant, Optional<String> expression) {}

    /** Whether the rows have to be computed once they are there. */
    boolean isMapped() {
        return where.isPresent()
                || columns.stream().anyMatch(i -> i.expression().isPresent());
    }

    /** Whether a column gets its value from the load. */
    boolean fills(LoadShape shape, String column) {
        return shape.fills(column) || expressions().containsKey(column);
    }

    /** The computed columns, by name. */
    Map<String, String> expressions() {
        Map<String, String> expressions = new LinkedHashMap<>();
        columns.forEach(item -> item.expression().ifPresent(e -> expressions.put(item.name(), e)));
        return expressions;
    }

    LoadSpec {
        columns = List.copyOf(columns);
    }

    /** What the fields of the body are for. */
    LoadShape shape(LoadTable table) throws LoadRefused {
        List<String> fields = new ArrayList<>();
        Map<String, String> constants = new LinkedHashMap<>();
        if (columns.isEmpty()) {
            table.loadable().forEach(column -> fields.add(column.name()));
            if (format instanceof RowFormat.Json) {
                fields.add(LoadShape.OP);
            }
        }
        for (Item item : columns) {
            if (item.expression().isEmpty()) {
                item.constant()
                        .ifPresentOrElse(value -> constants.put(item.name(), value), () -> fields.add(item.name()));
            }
        }
        LoadShape shape = new LoadShape(fields, constants, strictness);
        check(table, shape);
        return shape;
    }

    private void check(LoadTable table, LoadShape shape) throws LoadRefused {
        boolean partial = applying.unnamed() == LoadTarget.Columns.KEPT;
        if (partial && !table.deletes()) {
            throw refused("partial update is only for primary key tables, and '" + table.name() + "' is none");
        }
        for (LoadColumn column : table.columns()) {
            boolean filled = fills(shape, column.name());
            if (filled && column.absence() == LoadColumn.Absence.GENERATED) {
                throw refused("generated column '" + column.name() + "' cannot be loaded");
            }
            boolean needed = column.absence() == LoadColumn.Absence.NULL
                    && column.nulls() == LoadColumn.Nulls.REFUSED
                    && (!partial || column.key());
            if (!filled && needed) {
                throw refused("Column has no default value. column: " + column.name());
            }
        }
        if (applying.mergeCondition().isPresent()
                && table.column(applying.mergeCondition().get()).isEmpty()) {
            throw refused("merge_condition column '" + applying.mergeCondition().get() + "' is not in '" + table.name()
                    + "'");
        }
    }

    private static LoadRefused refused(String message) {
        return new LoadRefused(LoadRefused.Kind.ANALYSIS_ERROR, message);
    }
}
