// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.function.FunctionKind;
import dev.orrery.models.rewrite.Children;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Subquery;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Holds what a SELECT groups by and says of an expression whether it has one value a group. */
final class Grouping {
    private final Analysis analysis;
    private final Scope scope;
    private final Set<Field> inputs = identitySet();
    private final Set<Field> columns = identitySet();
    private final Set<String> expressions = new HashSet<>();
    private final IdentityHashMap<Field, Integer> numbers = new IdentityHashMap<>();
    private final ColumnLabels keys;
    private boolean grouped;

    Grouping(Analysis analysis, Scope scope) {
        this.analysis = analysis;
        this.scope = scope;
        this.keys = new ColumnLabels(this::key);
    }

    static Set<Field> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** There is a GROUP BY, if only an empty one. */
    void begin() {
        grouped = true;
    }

    boolean isGrouped() {
        return grouped;
    }

    void add(Expression expression) {
        if (expression instanceof Reference.Column column
                && column.name().parts().size() <= 4) {
            analysis.field(column).ifPresent(columns::add);
        }
        expressions.add(keys.text(expression));
    }

    void add(Field field) {
        columns.add(field);
    }

    /** Two references to one column have the same key, however they are written. */
    private String key(Reference.Column reference) {
        Optional<Field> field = analysis.field(reference);
        if (field.isEmpty()) {
            return reference.name().toString().toLowerCase(Locale.ROOT);
        }
        Integer number = numbers.get(field.get());
        if (number == null) {
            number = numbers.size();
            numbers.put(field.get(), number);
        }
        return "#" + number + path(reference, field.get());
    }

    private static String path(Reference.Column reference, Field field) {
        if (Scope.lower(reference.name().last().text()).equals(field.folded())) {
            return "";
        }
        List<String> parts = reference.name().parts().stream()
                .map(part -> part.text().toLowerCase(Locale.ROOT))
                .toList();
        int column = parts.lastIndexOf(field.name().toLowerCase(Locale.ROOT));
        return String.join(".", parts.subList(Math.min(parts.size(), column + 1), parts.size()));
    }

    boolean isGroup(Expression expression) {
        return expressions.contains(keys.text(expression));
    }

    boolean hasAggregate(Expression expression) {
        return isAggregate(expression) || hasAggregate(Children.of(expression));
    }

    /** In one of them at least. */
    boolean hasAggregate(List<Expression> expressions) {
        for (Expression expression : expressions) {
            if (hasAggregate(expression)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAggregate(Expression expression) {
        return expression instanceof Call.Function call
                && call.over().isEmpty()
                && analysis.functions().kind(call.name().last().text()).orElse(FunctionKind.SCALAR)
                        == FunctionKind.AGGREGATE;
    }

    /** A function that does not exist is a finding of its own, and may have been meant as an aggregate. */
    private boolean isUnknown(Expression expression) {
        return expression instanceof Call.Function call
                && analysis.functions().kind(call.name().last().text()).isEmpty();
    }

    /**
     * Reports every column that differs within a group.
     *
     * @param aliases columns of the result, which are checked on their own
     */
    void check(Expression expression, Set<Field> aliases) {
        if (isAggregate(expression) || isUnknown(expression) || expression instanceof Subquery) {
            return;
        }
        if (!expressions.isEmpty()
                && !(expression instanceof dev.orrery.models.sql.tree.Literal)
                && isGroup(expression)) {
            return;
        }
        if (expression instanceof Reference.Column column) {
            checkColumn(column, aliases);
            return;
        }
        if (expression instanceof Constructor.Lambda lambda) {
            check(lambda.body(), aliases);
            return;
        }
        for (Expression child : Children.of(expression)) {
            check(child, aliases);
        }
    }

    private void checkColumn(Reference.Column column, Set<Field> aliases) {
        Optional<Field> field = analysis.field(column);
        if (field.isPresent()
                && inputs().contains(field.get())
                && !columns.contains(field.get())
                && !aliases.contains(field.get())) {
            report(column.at(), column.name().toString());
        }
    }

    /** Most queries do not ask. */
    private Set<Field> inputs() {
        if (inputs.isEmpty()) {
            inputs.addAll(scope.fields());
        }
        return inputs;
    }

    /** A column that a star brought. */
    void checkStar(Field field, Location at) {
        if (!columns.contains(field)) {
            report(at, field.name());
        }
    }

    private void report(Location at, String name) {
        analysis.report(Finding.of(at, ModelCode.NOT_GROUPED, "column '" + name + "' has several values in a group")
                .withHelp("add it to GROUP BY, or take one value of it: max(" + name + "), any_value(" + name + ")"));
    }
}
