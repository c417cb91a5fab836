// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.analysis.scope.Shape;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.function.Typed;
import dev.orrery.models.rewrite.Children;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** PIVOT: the columns that are neither turned nor aggregated, then one for each value and aggregate. */
final class Pivots {
    private final Analysis analysis;

    Pivots(Analysis analysis) {
        this.analysis = analysis;
    }

    Shape shape(Relation.Pivot pivot, Shape input, List<Value> aggregates) {
        Set<Field> used = Grouping.identitySet();
        pivot.aggregates().forEach(item -> columns(item.expression(), used));
        List<String> turned = pivot.columns().stream()
                .map(column -> Scope.lower(column.text()))
                .toList();
        List<Field> fields = new ArrayList<>();
        List<Origins> influence = new ArrayList<>();
        influence.add(input.influence());
        for (Field field : input.fields()) {
            if (turned.contains(Scope.lower(field.name()))) {
                influence.add(field.value().origins());
            } else if (!used.contains(field)) {
                fields.add(field);
                // The columns that are left are what PIVOT groups by.
                influence.add(field.value().origins());
            }
        }
        for (Select.Item value : pivot.values()) {
            for (int i = 0; i < aggregates.size(); i++) {
                String name = valueName(value) + suffix(pivot, i);
                Value aggregate = aggregates.get(i);
                fields.add(new Field(
                        name, Optional.empty(), Value.of(Typed.nullable(aggregate.type()), aggregate.origins())));
            }
        }
        return new Shape(fields, Origins.union(influence).through(Flow.TRANSFORMED));
    }

    private void columns(Expression expression, Set<Field> used) {
        if (expression instanceof Reference.Column column) {
            analysis.field(column).ifPresent(used::add);
        }
        Children.of(expression).forEach(child -> columns(child, used));
    }

    /** One aggregate alone adds nothing to the value's name. */
    private static String suffix(Relation.Pivot pivot, int index) {
        if (pivot.aggregates().size() == 1) {
            return "";
        }
        Select.Item item = pivot.aggregates().get(index);
        return "_" + item.alias().map(Identifier::text).orElseGet(() -> ColumnLabels.of(item.expression()));
    }

    /** Recorded: a value without an alias keeps its quotes, several stand in braces. */
    private static String valueName(Select.Item value) {
        if (value.alias().isPresent()) {
            return value.alias().get().text();
        }
        if (value.expression() instanceof Constructor.Tuple tuple) {
            return tuple.values().stream().map(ColumnLabels::of).collect(Collectors.joining(",", "{", "}"));
        }
        return ColumnLabels.of(value.expression());
    }
}
