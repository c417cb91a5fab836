// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import java.util.Set;

/** Types of columns, their aggregates, AUTO_INCREMENT. */
final class ColumnRules {
    private static final int DEEPEST = 64;
    private static final Set<Kind> SUMMED = Set.of(Kind.INT, Kind.BIGINT, Kind.LARGEINT, Kind.FLOAT, Kind.DOUBLE);
    private static final Set<Kind> COMPARED = Set.of(
            Kind.TINYINT,
            Kind.SMALLINT,
            Kind.INT,
            Kind.BIGINT,
            Kind.LARGEINT,
            Kind.FLOAT,
            Kind.DOUBLE,
            Kind.DATE,
            Kind.DATETIME);

    private final Subject subject;

    ColumnRules(Subject subject) {
        this.subject = subject;
    }

    void check() {
        for (ColumnDefinition column : subject.table().columns()) {
            type(column, column.type(), 1);
            aggregation(column);
        }
        autoIncrement();
    }

    private void type(ColumnDefinition column, DataType type, int depth) {
        if (depth > DEEPEST) {
            wrong(column, "types nest " + DEEPEST + " levels deep at most");
            return;
        }
        if (type instanceof DataType.Text text) {
            int length = text.length().orElse(1);
            int longest = text.kind() == DataType.TextKind.CHAR ? 255 : TableColumns.LONGEST;
            if (length < 1 || length > longest) {
                wrong(column, "a " + text.kind() + " has 1 to " + longest + " bytes, not " + length);
            }
        } else if (type instanceof DataType.Decimal decimal) {
            decimal(column, decimal);
        } else if (type.is(Kind.TIME) || type.is(Kind.VARIANT) || type.is(Kind.NULL)) {
            wrong(column, "no table stores " + TypeNames.of(type));
        }
        nested(column, type, depth);
    }

    private void decimal(ColumnDefinition column, DataType.Decimal decimal) {
        if (decimal.precision() < 1 || decimal.precision() > 76) {
            wrong(column, "a DECIMAL has 1 to 76 digits, not " + decimal.precision());
        }
        if (decimal.scale() > decimal.precision()) {
            wrong(
                    column,
                    "a DECIMAL of " + decimal.precision() + " digits cannot have " + decimal.scale()
                            + " behind the point");
        }
    }

    private void nested(ColumnDefinition column, DataType type, int depth) {
        if (type instanceof DataType.Array array) {
            element(column, array.element(), depth);
        } else if (type instanceof DataType.Map map) {
            if (Supertype.isNested(map.key()) || map.key().is(Kind.JSON)) {
                wrong(column, "the key of a MAP is a scalar, not " + TypeNames.of(map.key()));
            }
            element(column, map.key(), depth);
            element(column, map.value(), depth);
        } else if (type instanceof DataType.Struct struct) {
            struct.fields().forEach(field -> element(column, field.type(), depth));
        }
    }

    private void element(ColumnDefinition column, DataType type, int depth) {
        if (Supertype.isMetric(type)) {
            wrong(column, TypeNames.of(type) + " cannot stand inside another type");
        } else {
            type(column, type, depth + 1);
        }
    }

    private void wrong(ColumnDefinition column, String why) {
        subject.report(column.at(), ModelCode.COLUMN_TYPE, "column '" + column.name() + "': " + why);
    }

    private void aggregation(ColumnDefinition column) {
        if (column.aggregation().isEmpty()) {
            boolean needed = subject.model() == KeyKind.AGGREGATE
                    && !subject.isKey(column.name())
                    && column.generated().isEmpty();
            if (needed) {
                refuse(column, "every column outside the key of an AGGREGATE KEY table has an aggregate");
            }
            return;
        }
        String aggregate = column.aggregation().get();
        if (subject.isKey(column.name())) {
            refuse(column, "a column of the key has no aggregate");
        } else if (subject.model() != KeyKind.AGGREGATE
                && !(aggregate.equals("REPLACE") && subject.model() != KeyKind.DUPLICATE)) {
            refuse(column, "only AGGREGATE KEY tables have aggregates, this one has " + subject.model() + " KEY");
        } else {
            aggregated(column, aggregate);
        }
    }

    private void aggregated(ColumnDefinition column, String aggregate) {
        DataType type = column.type();
        boolean fits = switch (aggregate) {
            case "SUM" -> isOf(type, SUMMED) || type instanceof DataType.Decimal;
            case "MIN", "MAX" ->
                isOf(type, COMPARED)
                        || type instanceof DataType.Decimal
                        || (Supertype.isText(type) && !Supertype.isBinary(type));
            case "REPLACE" -> true;
            case "REPLACE_IF_NOT_NULL" -> !type.is(Kind.HLL) && !type.is(Kind.PERCENTILE);
            case "HLL_UNION" -> type.is(Kind.HLL);
            case "BITMAP_UNION" -> type.is(Kind.BITMAP);
            case "PERCENTILE_UNION" -> type.is(Kind.PERCENTILE);
            // A generic state such as avg(int) has the type of the function's own making.
            default -> true;
        };
        if (!fits) {
            refuse(column, aggregate + " does not take " + TypeNames.of(type));
        }
    }

    private static boolean isOf(DataType type, Set<Kind> kinds) {
        return type instanceof DataType.Simple simple && kinds.contains(simple.kind());
    }

    private void refuse(ColumnDefinition column, String why) {
        subject.report(column.at(), ModelCode.AGGREGATION, "column '" + column.name() + "': " + why);
    }

    private void autoIncrement() {
        List<ColumnDefinition> counted = subject.table().columns().stream()
                .filter(ColumnDefinition::autoIncrement)
                .toList();
        for (int i = 0; i < counted.size(); i++) {
            ColumnDefinition column = counted.get(i);
            String why = "";
            if (i > 0) {
                why = "a table has one AUTO_INCREMENT column";
            } else if (!column.type().is(Kind.BIGINT)) {
                why = "an AUTO_INCREMENT column is a BIGINT";
            } else if (column.nullable().orElse(false)) {
                why = "an AUTO_INCREMENT column is NOT NULL";
            } else if (column.defaultValue().isPresent()) {
                why = "an AUTO_INCREMENT column has no DEFAULT";
            }
            if (!why.isEmpty()) {
                subject.report(column.at(), ModelCode.AUTO_INCREMENT, "column '" + column.name() + "': " + why);
            }
        }
    }
}
