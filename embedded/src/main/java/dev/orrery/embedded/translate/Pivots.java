// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.rewrite.Children;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** PIVOT: each aggregate of each value is an aggregate with a filter, grouped by the columns that are not named. */
final class Pivots {
    private final QueryContext context;

    Pivots(QueryContext context) {
        this.context = context;
    }

    RelationText translate(Relation.Pivot pivot, RelationText input) {
        context.forbidNarrow();
        ExpressionTranslator expressions = new ExpressionTranslator(context, new Scope(input.entries(), null));
        Set<String> named = new HashSet<>();
        pivot.aggregates().forEach(item -> columns(item.expression(), expressions, named));
        pivot.columns().forEach(column -> columns(reference(column), expressions, named));
        List<String> items = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (Scope.Entry entry : input.entries()) {
            String sql = entry.value().sql();
            if (!entry.hidden() && !named.contains(sql)) {
                groups.add(sql);
                items.add(sql + " AS c" + (items.size() + 1));
                columns.add(new Column(
                        entry.name(), entry.value().type(), entry.value().nullable(), Optional.empty()));
            }
        }
        for (Select.Item value : pivot.values()) {
            for (Select.Item aggregate : pivot.aggregates()) {
                Typed one = expressions.translate(filtered(aggregate.expression(), condition(pivot, value)));
                items.add(one.sql() + " AS c" + (items.size() + 1));
                columns.add(new Column(label(pivot, value, aggregate), one.type(), true, Optional.empty()));
            }
        }
        String alias = context.newAlias("r");
        String sql = "(SELECT " + String.join(", ", items) + " FROM " + input.sql()
                + (groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups)) + ") AS " + alias;
        String relation = pivot.alias().map(Identifier::text).orElse("");
        return new RelationText(sql, new QueryText("", columns).entries(alias, relation, List.of()));
    }

    private static Reference.Column reference(Identifier column) {
        return new Reference.Column(new Name(column));
    }

    private static void columns(Expression expression, ExpressionTranslator expressions, Set<String> named) {
        if (expression instanceof Reference.Column) {
            named.add(expressions.translate(expression).sql());
        }
        Children.of(expression).forEach(child -> columns(child, expressions, named));
    }

    private static Expression condition(Relation.Pivot pivot, Select.Item value) {
        List<Expression> values =
                value.expression() instanceof Constructor.Tuple tuple ? tuple.values() : List.of(value.expression());
        if (values.size() != pivot.columns().size()) {
            throw Thrown.analyzing(
                    "PIVOT turns " + pivot.columns().size() + " columns, here are " + values.size() + " values");
        }
        Expression all = equal(pivot.columns().get(0), values.get(0));
        for (int i = 1; i < values.size(); i++) {
            all = new Operation.Binary(
                    all.at(), BinaryOperator.AND, all, equal(pivot.columns().get(i), values.get(i)));
        }
        return all;
    }

    private static Expression equal(Identifier column, Expression value) {
        return new Operation.Binary(column.at(), BinaryOperator.EQUAL, reference(column), value);
    }

    private static Expression filtered(Expression aggregate, Expression condition) {
        if (!(aggregate instanceof Call.Function call) || call.over().isPresent()) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "PIVOT of other than an aggregate");
        }
        Call.Modifiers had = call.modifiers();
        Expression all = had.filter()
                .<Expression>map(filter -> new Operation.Binary(call.at(), BinaryOperator.AND, filter, condition))
                .orElse(condition);
        Call.Modifiers modifiers = new Call.Modifiers(
                had.distinct(), had.orderBy(), had.separator(), had.ignoreNulls(), Optional.of(all), had.hint());
        return new Call.Function(call.at(), call.name(), call.arguments(), modifiers, call.over());
    }

    /** The value's name, and behind it the aggregate's where there are several. */
    private static String label(Relation.Pivot pivot, Select.Item value, Select.Item aggregate) {
        String name = value.alias().map(Identifier::text).orElseGet(() -> spelling(value.expression()));
        return pivot.aggregates().size() == 1
                ? name
                : name + "_"
                        + aggregate.alias().map(Identifier::text).orElseGet(() -> spelling(aggregate.expression()));
    }

    private static String spelling(Expression expression) {
        return expression instanceof Constructor.Tuple tuple
                ? tuple.values().stream().map(SqlPrinter::print).collect(Collectors.joining(",", "{", "}"))
                : SqlPrinter.print(expression);
    }
}
