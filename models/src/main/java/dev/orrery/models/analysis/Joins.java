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
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.Typed;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a join makes of its two sides. */
final class Joins {
    private final Analysis analysis;
    private final Scope outer;
    private final WithTables commonTables;

    Joins(Analysis analysis, Scope outer, WithTables commonTables) {
        this.analysis = analysis;
        this.outer = outer;
        this.commonTables = commonTables;
    }

    Shape join(Relation.Join join, Shape left, Shape right) {
        List<Origins> influence = new ArrayList<>();
        influence.add(left.influence());
        influence.add(right.influence());
        List<Field> both = new ArrayList<>(left.fields());
        both.addAll(right.fields());
        join.on()
                .ifPresent(on ->
                        influence.add(new ExpressionAnalyzer(analysis, new Scope(outer, both), commonTables, Clause.ON)
                                .analyze(on)
                                .origins()));
        List<Field> fields = new ArrayList<>();
        List<Field> leftFields = left.fields();
        List<Field> rightFields = right.fields();
        for (Identifier name : join.using()) {
            Optional<Field> a = side(name, leftFields, "left");
            Optional<Field> b = side(name, rightFields, "right");
            if (a.isPresent() && b.isPresent()) {
                new Comparisons(analysis)
                        .check(
                                name.at(),
                                BinaryOperator.EQUAL,
                                a.get().value(),
                                b.get().value());
                fields.add(merged(join.kind(), a.get(), b.get()));
                influence.add(a.get().value().origins());
                influence.add(b.get().value().origins());
            }
            leftFields = hiding(leftFields, name);
            rightFields = hiding(rightFields, name);
        }
        if (keepsLeft(join.kind())) {
            leftFields.forEach(field -> fields.add(rightOptional(join.kind(), false) ? optional(field) : field));
        }
        if (keepsRight(join.kind())) {
            rightFields.forEach(field -> fields.add(rightOptional(join.kind(), true) ? optional(field) : field));
        }
        return new Shape(fields, Origins.union(influence).through(Flow.TRANSFORMED));
    }

    private Optional<Field> side(Identifier name, List<Field> fields, String side) {
        List<Field> found = fields.stream()
                .filter(field -> !field.isHidden()
                        && (field.name().equalsIgnoreCase(name.text())
                                || field.name().equals(Scope.ANY)))
                .toList();
        if (found.isEmpty()) {
            List<String> names = fields.stream().map(Field::name).toList();
            analysis.report(Finding.of(
                            name.at(),
                            ModelCode.UNKNOWN_COLUMN,
                            "column '" + name + "' of USING is not on the " + side + " side of the join")
                    .withHint(Nearest.hint(name.text(), names)));
            return Optional.empty();
        }
        if (found.size() > 1) {
            analysis.report(
                    name.at(),
                    ModelCode.AMBIGUOUS_COLUMN,
                    "column '" + name + "' of USING stands " + found.size() + " times on the " + side
                            + " side of the join");
        }
        return Optional.of(found.get(0));
    }

    /** One column for both sides: of a right join the right one, of a full join whichever is there. */
    private static Field merged(Relation.JoinKind kind, Field left, Field right) {
        Origins origins = switch (kind) {
            case RIGHT, RIGHT_SEMI, RIGHT_ANTI -> right.value().origins();
            case FULL ->
                Origins.union(List.of(left.value().origins(), right.value().origins()))
                        .through(Flow.TRANSFORMED);
            case COMMA, CROSS, INNER, LEFT, LEFT_SEMI, LEFT_ANTI, NULL_AWARE_LEFT_ANTI, ASOF, ASOF_LEFT ->
                left.value().origins();
        };
        DataType type = switch (kind) {
            case RIGHT, RIGHT_SEMI, RIGHT_ANTI -> right.value().type();
            case FULL -> Supertype.of(left.value().type(), right.value().type()).orElse(DataType.of(Kind.UNKNOWN));
            case COMMA, CROSS, INNER, LEFT, LEFT_SEMI, LEFT_ANTI, NULL_AWARE_LEFT_ANTI, ASOF, ASOF_LEFT ->
                left.value().type();
        };
        boolean nullable = switch (kind) {
            case RIGHT, RIGHT_SEMI, RIGHT_ANTI -> right.value().nullable();
            case FULL -> true;
            case COMMA, CROSS, INNER, LEFT, LEFT_SEMI, LEFT_ANTI, NULL_AWARE_LEFT_ANTI, ASOF, ASOF_LEFT ->
                left.value().nullable();
        };
        return new Field(left.name(), Optional.empty(), Value.of(new Typed(type, nullable), origins));
    }

    private static List<Field> hiding(List<Field> fields, Identifier name) {
        return fields.stream()
                .map(field -> field.name().equalsIgnoreCase(name.text()) ? field.asHidden() : field)
                .toList();
    }

    private static Field optional(Field field) {
        Value value = field.value();
        return value.nullable() ? field : field.withValue(Value.of(Typed.nullable(value.type()), value.origins()));
    }

    private static boolean keepsLeft(Relation.JoinKind kind) {
        return kind != Relation.JoinKind.RIGHT_SEMI && kind != Relation.JoinKind.RIGHT_ANTI;
    }

    private static boolean keepsRight(Relation.JoinKind kind) {
        return switch (kind) {
            case LEFT_SEMI, LEFT_ANTI, NULL_AWARE_LEFT_ANTI -> false;
            case COMMA, CROSS, INNER, LEFT, RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI, ASOF, ASOF_LEFT -> true;
        };
    }

    /** Whether rows of one side may be missing. */
    private static boolean rightOptional(Relation.JoinKind kind, boolean right) {
        return switch (kind) {
            case LEFT, ASOF_LEFT -> right;
            case RIGHT -> !right;
            case FULL -> true;
            case COMMA, CROSS, INNER, LEFT_SEMI, RIGHT_SEMI, LEFT_ANTI, RIGHT_ANTI, NULL_AWARE_LEFT_ANTI, ASOF -> false;
        };
    }
}
