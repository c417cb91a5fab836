// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Shape;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.analysis.scope.WithTables;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.function.Typed;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.SortItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Analyzes one SELECT with the ORDER BY that belongs to it. */
final class SelectAnalyzer {
    private final Analysis analysis;
    private final Scope outer;
    private final WithTables commonTables;

    SelectAnalyzer(Analysis analysis, Scope outer, WithTables commonTables) {
        this.analysis = analysis;
        this.outer = outer;
        this.commonTables = commonTables;
    }

    /**
     * A column of the result.
     *
     * @param expression empty for one that a star brought
     */
    private record Output(Field field, Optional<Expression> expression) {}

    /** Inside a set operation, where no ORDER BY belongs to it. */
    Shape select(Select select) {
        return select(select, List.of(), false);
    }

    /** With the ORDER BY and LIMIT of the query that it is. */
    Shape select(Select select, Query query) {
        return select(select, query.orderBy(), query.limit().isPresent());
    }

    /**
     * @param cut a LIMIT follows, so that the order decides which rows there are
     */
    private Shape select(Select select, List<SortItem> orderBy, boolean cut) {
        Shape from = select.from()
                .map(relation -> new RelationAnalyzer(analysis, outer, commonTables).analyze(relation))
                .orElse(new Shape(List.of(), Origins.NONE));
        Scope scope = new Scope(outer, from.fields());
        List<Origins> influence = new ArrayList<>();
        influence.add(from.influence());
        select.where()
                .ifPresent(where -> influence.add(
                        expressions(scope, Clause.WHERE).analyze(where).origins()));
        List<Output> outputs = outputs(select, scope);
        Scope aliases = new Scope(outer, outputs.stream().map(Output::field).toList());
        Grouping grouping = new Grouping(analysis, scope);
        select.groupBy().ifPresent(groupBy -> groups(groupBy, scope, outputs, grouping, influence));
        Scope withAliases = scope.within(aliases);
        select.having()
                .ifPresent(having -> influence.add(
                        expressions(withAliases, Clause.HAVING).analyze(having).origins()));
        select.qualify()
                .ifPresent(qualify -> influence.add(expressions(withAliases, Clause.QUALIFY)
                        .analyze(qualify)
                        .origins()));
        List<Expression> sorted = orderBy(orderBy, outputs, scope);
        if (cut) {
            influence.add(order(orderBy, outputs));
        }
        boolean sets = select.groupBy()
                .map(groupBy -> groupBy.kind() != Select.GroupKind.PLAIN && groupBy.kind() != Select.GroupKind.ALL)
                .orElse(false);
        check(select, outputs, sorted, grouping);
        List<Field> fields = new ArrayList<>(outputs.size());
        for (Output output : outputs) {
            boolean group = sets && output.expression().map(grouping::isGroup).orElse(false);
            Field field = output.field();
            fields.add(group ? field.withValue(nullable(field.value())) : field);
        }
        return new Shape(fields, Origins.union(influence).through(Flow.TRANSFORMED));
    }

    private Origins order(List<SortItem> orderBy, List<Output> outputs) {
        List<Origins> all = new ArrayList<>();
        for (SortItem item : orderBy) {
            Optional<Integer> ordinal = Ordinal.of(item.expression());
            if (ordinal.isEmpty()) {
                analysis.value(item.expression()).ifPresent(value -> all.add(value.origins()));
            } else if (ordinal.get() >= 1 && ordinal.get() <= outputs.size()) {
                all.add(outputs.get(ordinal.get() - 1).field().value().origins());
            }
        }
        return Origins.union(all);
    }

    private static Value nullable(Value value) {
        return Value.of(Typed.nullable(value.type()), value.origins());
    }

    private ExpressionAnalyzer expressions(Scope scope, Clause clause) {
        return new ExpressionAnalyzer(analysis, scope, commonTables, clause);
    }

    private List<Output> outputs(Select select, Scope scope) {
        // An alias can be named by the items behind it, where no column has its name.
        Scope aliases = new Scope(outer, List.of());
        ExpressionAnalyzer expressions = expressions(scope.within(aliases), Clause.SELECT);
        List<Output> outputs = new ArrayList<>();
        for (Select.Item item : select.items()) {
            if (item.expression() instanceof Reference.Star star) {
                star(star, scope).forEach(field -> outputs.add(new Output(field, Optional.empty())));
                continue;
            }
            Value value = expressions.analyze(item.expression());
            Optional<Identifier> alias = item.alias();
            String name = alias.isPresent() ? alias.get().text() : ColumnLabels.of(item.expression());
            Field field = new Field(name, Optional.empty(), value);
            outputs.add(new Output(field, Optional.of(item.expression())));
            if (alias.isPresent()) {
                aliases.add(field);
            }
        }
        return outputs;
    }

    private List<Field> star(Reference.Star star, Scope scope) {
        List<Identifier> qualifier = star.qualifier().map(name -> name.parts()).orElse(List.of());
        List<Field> fields = scope.fieldsOf(qualifier);
        if (fields.isEmpty()) {
            String name = star.qualifier().map(Object::toString).orElse("");
            analysis.report(Finding.of(
                            star.at(),
                            ModelCode.MISPLACED_STAR,
                            name.isEmpty()
                                    ? "'*' stands in a query that reads no table"
                                    : "'" + name + "' names no table of this query")
                    .withHint(Nearest.hint(name, scope.relations())));
            return List.of();
        }
        Set<String> excluded = new TreeSet<>();
        for (Identifier name : star.excluded()) {
            boolean known = fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name.text()));
            if (!known) {
                List<String> names = fields.stream().map(Field::name).toList();
                analysis.report(
                        Finding.of(name.at(), ModelCode.UNKNOWN_COLUMN, "there is no column '" + name + "' to exclude")
                                .withHint(Nearest.hint(name.text(), names)));
            }
            excluded.add(Scope.lower(name.text()));
        }
        return fields.stream()
                .filter(field -> !excluded.contains(Scope.lower(field.name())))
                .toList();
    }

    private void groups(
            Select.GroupBy groupBy, Scope scope, List<Output> outputs, Grouping grouping, List<Origins> influence) {
        if (groupBy.kind() == Select.GroupKind.ALL) {
            outputs.stream()
                    .flatMap(output -> output.expression().stream())
                    .filter(expression -> !grouping.hasAggregate(expression))
                    .forEach(expression -> {
                        grouping.add(expression);
                        analysis.value(expression).ifPresent(value -> influence.add(value.origins()));
                    });
            grouping.begin();
            return;
        }
        grouping.begin();
        for (List<Expression> set : groupBy.sets()) {
            for (Expression expression : set) {
                Optional<Expression> group = group(expression, scope, outputs);
                group.ifPresent(found -> {
                    grouping.add(found);
                    analysis.value(found).ifPresent(value -> influence.add(value.origins()));
                    refuseAggregate(expression, found, grouping);
                });
                if (group.isEmpty()) {
                    starGroup(expression, outputs, grouping)
                            .ifPresent(field -> influence.add(field.value().origins()));
                }
            }
        }
    }

    private void refuseAggregate(Expression written, Expression group, Grouping grouping) {
        if (grouping.hasAggregate(group)) {
            analysis.report(
                    written.at(), ModelCode.MISPLACED_AGGREGATE, "GROUP BY cannot contain an aggregate function");
        }
    }

    /** {@code GROUP BY 1} where the first column came from a star. */
    private static Optional<Field> starGroup(Expression expression, List<Output> outputs, Grouping grouping) {
        Optional<Field> starred = Ordinal.of(expression)
                .filter(number -> number >= 1 && number <= outputs.size())
                .map(number -> outputs.get(number - 1))
                .filter(output -> output.expression().isEmpty())
                .map(Output::field);
        starred.ifPresent(grouping::add);
        return starred;
    }

    /** What an item of GROUP BY means: a column by its place, an input column, an alias, or itself. */
    private Optional<Expression> group(Expression expression, Scope scope, List<Output> outputs) {
        if (Ordinal.of(expression).isPresent()) {
            return Ordinal.check(analysis, expression, outputs.size(), Clause.GROUP_BY)
                    .flatMap(index -> outputs.get(index).expression());
        }
        if (expression instanceof Reference.Column column
                && column.name().parts().size() == 1
                && scope.resolve(column.name().parts())
                        .filter(match -> !match.outer())
                        .isEmpty()) {
            Optional<Expression> aliased = alias(column.name().last(), outputs);
            if (aliased.isPresent()) {
                analysis.value(aliased.get()).ifPresent(value -> analysis.keep(expression, value));
                return aliased;
            }
        }
        expressions(scope, Clause.GROUP_BY).analyze(expression);
        return Optional.of(expression);
    }

    private static Optional<Expression> alias(Identifier name, List<Output> outputs) {
        return outputs.stream()
                .filter(output -> output.field().name().equalsIgnoreCase(name.text()))
                .findFirst()
                .flatMap(Output::expression);
    }

    /** Aliases win over input columns here. */
    private List<Expression> orderBy(List<SortItem> orderBy, List<Output> outputs, Scope scope) {
        List<Expression> sorted = new ArrayList<>();
        List<Field> fields = outputs.stream().map(Output::field).toList();
        for (SortItem item : orderBy) {
            Expression expression = item.expression();
            if (Ordinal.of(expression).isPresent()) {
                Ordinal.check(analysis, expression, outputs.size(), Clause.ORDER_BY);
                continue;
            }
            if (expression instanceof Reference.Column column
                    && column.name().parts().size() == 1) {
                Optional<Field> output = fields.stream()
                        .filter(field -> field.name()
                                .equalsIgnoreCase(column.name().last().text()))
                        .findFirst();
                if (output.isPresent()) {
                    analysis.keep(expression, output.get().value());
                    continue;
                }
            }
            expressions(scope.within(new Scope(outer, fields)), Clause.ORDER_BY).analyze(expression);
            sorted.add(expression);
        }
        return sorted;
    }

    private void check(Select select, List<Output> outputs, List<Expression> sorted, Grouping grouping) {
        List<Expression> items = new ArrayList<>(outputs.size());
        for (Output output : outputs) {
            if (output.expression().isPresent()) {
                items.add(output.expression().get());
            }
        }
        if (!grouping.isGrouped()
                && select.having().isEmpty()
                && !grouping.hasAggregate(items)
                && !grouping.hasAggregate(sorted)) {
            return;
        }
        Set<Field> aliases = Grouping.identitySet();
        outputs.forEach(output -> aliases.add(output.field()));
        outputs.stream()
                .filter(output -> output.expression().isEmpty())
                .forEach(output -> grouping.checkStar(output.field(), select.at()));
        items.forEach(item -> grouping.check(item, aliases));
        select.having().ifPresent(having -> grouping.check(having, aliases));
        sorted.forEach(item -> grouping.check(item, aliases));
    }
}
