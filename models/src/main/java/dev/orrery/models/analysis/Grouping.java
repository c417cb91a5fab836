// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
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
import java.util.Set;

/** Holds what a SELECT groups by and says of an expression whether it has one value a group. */
final class Grouping {
    private final Analysis analysis;
    private final Set<Field> inputs;
    private final Set<Field> columns = identitySet();
    private final Set<String> expressions = new HashSet<>();
    private final IdentityHashMap<Field, Integer> numbers = new IdentityHashMap<>();
    private final ColumnLabels keys;
    private boolean grouped;

    Grouping(Analysis analysis, Scope scope) {
        this.analysis = analysis;
        this.inputs = identitySet();
        inputs.addAll(scope.fields());
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
        return analysis.field(reference)
                .map(field -> "#" + numbers.computeIfAbsent(field, any -> numbers.size()) + path(reference, field))
                .orElseGet(() -> reference.name().toString().toLowerCase(Locale.ROOT));
    }

    private static String path(Reference.Column reference, Field field) {
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
        return isAggregate(expression) || Children.of(expression).stream().anyMatch(this::hasAggregate);
    }

    private boolean isAggregate(Expression expression) {
        return expression instanceof Call.Function call
                && call.over().isEmpty()
                && analysis.functions()
                        .kind(call.name().last().text())
                        .filter(FunctionKind.AGGREGATE::equals)
                        .isPresent();
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
        Children.of(expression).forEach(child -> check(child, aliases));
    }

    private void checkColumn(Reference.Column column, Set<Field> aliases) {
        analysis.field(column)
                .filter(inputs::contains)
                .filter(field -> !columns.contains(field) && !aliases.contains(field))
                .ifPresent(field -> report(column.at(), column.name().toString()));
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
