// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.operation.Operators;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** BETWEEN, IN, LIKE and comparisons of tuples. */
final class Predicates {
    private final ExpressionTranslator expressions;

    Predicates(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    Typed between(Predicate.Between predicate) {
        Typed value = expressions.translate(predicate.value());
        Typed low = Operators.compare(BinaryOperator.GREATER_OR_EQUAL, value, expressions.translate(predicate.low()));
        Typed high = Operators.compare(BinaryOperator.LESS_OR_EQUAL, value, expressions.translate(predicate.high()));
        Typed both = Operators.logic(BinaryOperator.AND, low, high);
        return predicate.negated() ? Typed.of("(NOT " + both.sql() + ")", Kind.BOOLEAN) : both;
    }

    Typed inList(Predicate.InList predicate) {
        if (predicate.value() instanceof Constructor.Tuple tuple) {
            List<Typed> choices = predicate.list().stream()
                    .map(item -> item instanceof Constructor.Tuple right
                            ? tuples(BinaryOperator.EQUAL, tuple, right)
                            : expressions.translate(item))
                    .toList();
            String any = choices.stream().map(Typed::sql).collect(Collectors.joining(" OR ", "(", ")"));
            return Typed.of(predicate.negated() ? "(NOT " + any + ")" : any, Kind.BOOLEAN);
        }
        Typed value = expressions.translate(predicate.value());
        List<Typed> list = RelationTranslator.translateAll(expressions, predicate.list());
        DataType type = listed(value, list);
        DataType all = type;
        String items = list.stream().map(i -> Casting.to(i, all).sql()).collect(Collectors.joining(", "));
        return Typed.of(
                "(" + Casting.to(value, all).sql() + (predicate.negated() ? " NOT IN (" : " IN (") + items + "))",
                Kind.BOOLEAN);
    }

    /** What all become together; but a date stays one among texts. */
    private static DataType listed(Typed value, List<Typed> list) {
        List<Typed> all = new ArrayList<>(list);
        all.add(0, value);
        DataType type = TypeRules.common(all);
        return TypeRules.isText(type) && TypeRules.isTemporal(value.type()) ? value.type() : type;
    }

    Typed inQuery(Predicate.InQuery predicate) {
        QueryText query = new QueryTranslator(expressions.context(), expressions.scope()).query(predicate.query());
        String word = predicate.negated() ? " NOT IN (" : " IN (";
        List<Expression> values =
                predicate.value() instanceof Constructor.Tuple tuple ? tuple.values() : List.of(predicate.value());
        if (values.size() != query.columns().size()) {
            throw Thrown.analyzing("Number of columns must be equal to the number of expressions in IN");
        }
        List<DataType> types = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Typed value = expressions.translate(values.get(i));
            DataType type = TypeRules.operator(
                            BinaryOperator.EQUAL,
                            value.type(),
                            query.columns().get(i).type())
                    .left();
            types.add(type);
            left.add(Casting.to(value, type).sql());
        }
        String operand = left.size() == 1 ? left.get(0) : "(" + String.join(", ", left) + ")";
        return Typed.of("(" + operand + word + query.as(types).sql() + "))", Kind.BOOLEAN);
    }

    Typed like(Predicate.Like predicate) {
        String value = Casting.toText(expressions.translate(predicate.value())).sql();
        Typed written = Casting.toText(expressions.translate(predicate.pattern()));
        String pattern = written.sql();
        // With an escape DuckDB looks neither for a prefix nor for a part.
        boolean plain = written.isTextLiteral() && written.text().indexOf('\\') < 0;
        String test = switch (predicate.kind()) {
            case LIKE -> "(" + value + " LIKE " + pattern + (plain ? ")" : " ESCAPE '\\')");
            case REGEXP -> "regexp_matches(" + value + ", " + pattern + ")";
            case MATCH, MATCH_ANY, MATCH_ALL ->
                throw new Refusal(EmbeddedCode.FORM_REFUSED, "'" + predicate.kind() + "'");
        };
        return Typed.of(predicate.negated() ? "(NOT " + test + ")" : test, Kind.BOOLEAN);
    }

    Typed tuples(BinaryOperator operator, Constructor.Tuple left, Constructor.Tuple right) {
        if (operator != BinaryOperator.EQUAL
                || left.values().size() != right.values().size()) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "'" + operator.symbol() + "' between tuples");
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < left.values().size(); i++) {
            parts.add(Operators.compare(
                            operator,
                            expressions.translate(left.values().get(i)),
                            expressions.translate(right.values().get(i)))
                    .sql());
        }
        return Typed.of("(" + String.join(" AND ", parts) + ")", Kind.BOOLEAN);
    }

    Typed exists(Query query) {
        if (query.body() instanceof Select select && select.from().isPresent()) {
            select.where().ifPresent(where -> checkCorrelation(select.from().get(), where));
        }
        QueryText text = new QueryTranslator(expressions.context(), expressions.scope()).query(query);
        return Typed.of("EXISTS (" + text.sql() + ")", Kind.BOOLEAN).notNull();
    }

    /** Recorded: where queries are compared at all, one comparison is an equality. */
    private void checkCorrelation(Relation from, Expression where) {
        List<Operation.Binary> comparisons = new ArrayList<>();
        boolean plain = conjuncts(where, comparisons);
        boolean unequal = comparisons.stream().anyMatch(c -> c.operator() != BinaryOperator.EQUAL);
        if (!plain || !unequal) {
            return;
        }
        Scope outside = expressions.scope();
        Scope inside = new Scope(
                new RelationTranslator(expressions.context(), outside)
                        .translate(from)
                        .entries(),
                null);
        List<Operation.Binary> between =
                comparisons.stream().filter(c -> !resolves(c, inside)).toList();
        if (!between.isEmpty() && between.stream().noneMatch(c -> c.operator() == BinaryOperator.EQUAL)) {
            throw Thrown.analyzing("Not support exists correlation subquery with Non-EQ predicate");
        }
    }

    /** Whether all that AND joins are comparisons. */
    private static boolean conjuncts(Expression condition, List<Operation.Binary> comparisons) {
        if (!(condition instanceof Operation.Binary binary)) {
            return false;
        }
        if (binary.operator() == BinaryOperator.AND) {
            return conjuncts(binary.left(), comparisons) && conjuncts(binary.right(), comparisons);
        }
        comparisons.add(binary);
        return binary.operator().isComparison();
    }

    private boolean resolves(Expression expression, Scope scope) {
        try {
            new ExpressionTranslator(expressions.context(), scope).translate(expression);
            return true;
        } catch (Thrown e) {
            return false;
        }
    }
}
