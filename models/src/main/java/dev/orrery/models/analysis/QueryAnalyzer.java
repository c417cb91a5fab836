// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.RelationName;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Shape;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.analysis.scope.WithTables;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.function.Typed;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Analyzes whole queries: WITH, then the body, then ORDER BY. */
final class QueryAnalyzer {
    private final Analysis analysis;

    QueryAnalyzer(Analysis analysis) {
        this.analysis = analysis;
    }

    Shape query(Query query, Scope outer, WithTables commonTables) {
        WithTables known = commonTables;
        for (Query.CommonTable table : query.with()) {
            known = known.with(table.name().text(), commonTable(table, query.recursive(), outer, known));
        }
        if (query.body() instanceof Select select) {
            return new SelectAnalyzer(analysis, outer, known).select(select, query);
        }
        Shape shape = body(query.body(), outer, known);
        Origins sorted = orderByOutput(query, shape, outer, known);
        return query.limit().isPresent()
                ? new Shape(shape.fields(), Origins.union(List.of(shape.influence(), sorted)))
                : shape;
    }

    private Shape commonTable(Query.CommonTable table, boolean recursive, Scope outer, WithTables known) {
        WithTables inside = known;
        if (recursive && table.query().body() instanceof Query.SetOperation union) {
            // The first branch says what the columns are; the others may read them.
            Shape first = body(union.left(), outer, known);
            inside = known.with(table.name().text(), renamed(first, table.columns(), table.at(), table.name()));
        }
        return renamed(query(table.query(), outer, inside), table.columns(), table.at(), table.name());
    }

    private Shape body(Query.Body body, Scope outer, WithTables known) {
        return body.accept(new Query.BodyVisitor<>() {
            @Override
            public Shape select(Select select) {
                return new SelectAnalyzer(analysis, outer, known).select(select);
            }

            @Override
            public Shape setOperation(Query.SetOperation operation) {
                return union(operation, body(operation.left(), outer, known), body(operation.right(), outer, known));
            }

            @Override
            public Shape nested(Query.Nested nested) {
                return query(nested.query(), outer, known);
            }
        });
    }

    private Shape union(Query.SetOperation operation, Shape left, Shape right) {
        int width = left.fields().size();
        if (right.fields().size() != width) {
            analysis.report(
                    operation.right().at(),
                    ModelCode.WRONG_COLUMN_COUNT,
                    "this side of " + operation.operator() + " has "
                            + right.fields().size() + " columns, the first has " + width);
            return left;
        }
        List<Field> fields = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            Field a = left.fields().get(i);
            Field b = right.fields().get(i);
            fields.add(new Field(a.name(), Optional.empty(), merged(operation, i, a.value(), b.value())));
        }
        List<Origins> influence = new ArrayList<>(List.of(left.influence(), right.influence()));
        if (operation.operator() != Query.SetOperator.UNION) {
            left.fields().forEach(field -> influence.add(field.value().origins()));
            right.fields().forEach(field -> influence.add(field.value().origins()));
        }
        return new Shape(fields, Origins.union(influence).through(Flow.TRANSFORMED));
    }

    private Value merged(Query.SetOperation operation, int index, Value left, Value right) {
        Optional<DataType> type = Supertype.of(left.type(), right.type());
        if (type.isEmpty()) {
            analysis.report(
                    operation.right().at(),
                    ModelCode.WRONG_TYPES,
                    "column " + (index + 1) + " of " + operation.operator() + " is " + TypeNames.of(left.type())
                            + " on one side and " + TypeNames.of(right.type()) + " on the other");
            return Value.UNKNOWN;
        }
        boolean nullable = left.nullable() || right.nullable();
        // The right side of EXCEPT and INTERSECT decides about rows and gives no value.
        Origins origins = operation.operator() == Query.SetOperator.UNION
                ? Origins.union(List.of(left.origins(), right.origins()))
                : left.origins();
        return Value.of(new Typed(type.get(), nullable), origins);
    }

    private Origins orderByOutput(Query query, Shape shape, Scope outer, WithTables known) {
        Scope scope = new Scope(outer, shape.fields());
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(analysis, scope, known, Clause.ORDER_BY);
        List<Origins> sorted = new ArrayList<>();
        query.orderBy().forEach(item -> {
            if (Ordinal.of(item.expression()).isEmpty()) {
                sorted.add(expressions.analyze(item.expression()).origins());
            } else {
                Ordinal.check(analysis, item.expression(), shape.fields().size(), Clause.ORDER_BY)
                        .ifPresent(index ->
                                sorted.add(shape.fields().get(index).value().origins()));
            }
        });
        return Origins.union(sorted).through(Flow.TRANSFORMED);
    }

    /** The shape under new column names, and qualified by the name of the relation. */
    Shape renamed(Shape shape, List<Identifier> columns, Location at, Identifier relation) {
        if (!columns.isEmpty() && columns.size() != shape.fields().size()) {
            analysis.report(
                    at,
                    ModelCode.WRONG_COLUMN_COUNT,
                    "'" + relation + "' names " + columns.size() + " columns, its query has "
                            + shape.fields().size());
        }
        RelationName name = RelationName.alias(relation.text());
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < shape.fields().size(); i++) {
            Field field = shape.fields().get(i);
            fields.add(field.under(name, i < columns.size() ? columns.get(i).text() : field.name()));
        }
        return new Shape(fields, shape.influence());
    }
}
