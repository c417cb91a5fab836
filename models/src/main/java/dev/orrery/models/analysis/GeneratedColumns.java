// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.RelationName;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.analysis.scope.WithTables;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Analyzes the expressions of generated columns and checks StarRocks' rules for them. */
final class GeneratedColumns {
    private final ModelName name;
    private final CreateTable table;
    private final List<Column> columns;
    private final Tables tables;
    private final List<Finding> findings;

    GeneratedColumns(ModelName name, CreateTable table, List<Column> columns, Tables tables, List<Finding> findings) {
        this.name = name;
        this.table = table;
        this.columns = columns;
        this.tables = tables;
        this.findings = findings;
    }

    Map<String, Origins> analyze() {
        Map<String, Origins> generated = new TreeMap<>();
        boolean seen = false;
        for (int i = 0; i < table.columns().size(); i++) {
            ColumnDefinition column = table.columns().get(i);
            if (column.generated().isEmpty()) {
                if (seen) {
                    refuse(column, "an ordinary column cannot stand behind a generated one");
                }
                continue;
            }
            seen = true;
            rules(column);
            generated.put(
                    column.name().text(),
                    expression(column, columns.get(i), column.generated().get()));
        }
        return generated;
    }

    private void rules(ColumnDefinition column) {
        boolean aggregate = table.key()
                .filter(key -> key.kind() == CreateTable.KeyKind.AGGREGATE)
                .isPresent();
        boolean key = table.key()
                .map(k -> k.columns().stream()
                        .anyMatch(part ->
                                part.text().equalsIgnoreCase(column.name().text())))
                .orElse(false);
        if (aggregate) {
            refuse(column, "a table with AGGREGATE KEY has no generated columns");
        }
        if (key || column.key()) {
            refuse(column, "a generated column cannot be part of the key");
        }
        if (column.nullable().filter(nullable -> !nullable).isPresent()) {
            refuse(column, "a generated column cannot be NOT NULL");
        }
        if (column.defaultValue().isPresent() || column.autoIncrement()) {
            refuse(column, "a generated column has no DEFAULT and no AUTO_INCREMENT");
        }
    }

    private void refuse(ColumnDefinition column, String why) {
        findings.add(Finding.of(column.at(), ModelCode.GENERATED_COLUMN, "column '" + column.name() + "': " + why));
    }

    private Origins expression(ColumnDefinition column, Column stored, Expression expression) {
        Analysis analysis = new Analysis(tables, Optional.of(name.database()));
        Scope scope = new Scope(null, fields());
        Value value = new ExpressionAnalyzer(analysis, scope, WithTables.NONE, Clause.COLUMN).analyze(expression);
        findings.addAll(analysis.findings());
        if (analysis.findings().isEmpty() && !fits(stored.type(), value.type())) {
            refuse(
                    column,
                    "its expression is " + TypeNames.of(value.type()) + ", the column " + TypeNames.of(stored.type()));
        }
        return value.origins();
    }

    /** The ordinary columns: generated and AUTO_INCREMENT ones cannot be named. */
    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        RelationName relation = new RelationName(List.of("default_catalog", name.database(), name.name()));
        for (int i = 0; i < table.columns().size(); i++) {
            ColumnDefinition column = table.columns().get(i);
            if (column.generated().isEmpty() && !column.autoIncrement()) {
                Column known = columns.get(i);
                fields.add(new Field(
                        known.name(),
                        Optional.of(relation),
                        Value.of(
                                new dev.orrery.models.function.Typed(known.type(), known.nullable()),
                                Origins.direct(new Origin(name, known.name())))));
            }
        }
        return fields;
    }

    /** All strings fit each other, decimals where their scales agree. */
    private static boolean fits(DataType column, DataType expression) {
        if (expression.is(Kind.UNKNOWN) || expression.is(Kind.NULL) || column.equals(expression)) {
            return true;
        }
        if (Supertype.isText(column) && Supertype.isText(expression)) {
            return Supertype.isBinary(column) == Supertype.isBinary(expression);
        }
        if (column instanceof DataType.Decimal a && expression instanceof DataType.Decimal b) {
            return a.scale() == b.scale();
        }
        if (Supertype.isNested(column)) {
            return column.getClass().equals(expression.getClass());
        }
        return false;
    }
}
