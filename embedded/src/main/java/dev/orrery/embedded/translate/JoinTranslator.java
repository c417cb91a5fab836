// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.operation.Operators;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Relation.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins of every kind; hints say how, not what, and are passed over. */
final class JoinTranslator {
    private static final Pattern ALIAS = Pattern.compile(" AS (\\w+)(?:\\([^()]*\\))?$");

    private final QueryContext context;
    private final @Nullable Scope outer;

    JoinTranslator(QueryContext context, @Nullable Scope outer) {
        this.context = context;
        this.outer = outer;
    }

    RelationText translate(Relation.Join join) {
        boolean mirrored = join.kind() == JoinKind.RIGHT_SEMI || join.kind() == JoinKind.RIGHT_ANTI;
        RelationText left = new RelationTranslator(context, outer).translate(join.left());
        Scope before = new Scope(left.entries(), outer);
        RelationText right = new RelationTranslator(context, before).translate(join.right());
        List<Scope.Entry> both = new ArrayList<>(left.entries());
        both.addAll(right.entries());
        Optional<String> condition = condition(join, left, right, new Scope(both, outer));
        Optional<String> asking = condition.filter(on -> on.contains("(SELECT "));
        if (asking.isPresent() && (join.kind() == JoinKind.LEFT || join.kind() == JoinKind.RIGHT)) {
            String text = join.kind() == JoinKind.LEFT
                    ? lateral(left, right, asking.get())
                    : lateral(right, left, asking.get());
            return new RelationText(text, visible(join, left.entries(), right.entries()));
        }
        String sql = mirrored
                ? right.sql() + " " + word(join.kind(), condition) + " " + operand(left)
                : left.sql() + " " + word(join.kind(), condition) + " " + operand(right);
        return new RelationText(
                sql + condition.map(on -> " ON " + on).orElse(needsCondition(join.kind()) ? " ON true" : ""),
                visible(join, left.entries(), right.entries()));
    }

    /** DuckDB takes no subquery in the condition of an outer join; behind LATERAL it is one of a WHERE. */
    private static String lateral(RelationText kept, RelationText filtered, String condition) {
        Matcher alias = ALIAS.matcher(filtered.sql());
        if (!alias.find() || filtered.sql().contains(" JOIN ") || filtered.lateral()) {
            throw new Refusal(
                    EmbeddedCode.FORM_REFUSED, "a subquery in the condition of an outer join of several tables");
        }
        return kept.sql() + " LEFT JOIN LATERAL (SELECT * FROM " + filtered.sql() + " WHERE " + condition + ") AS "
                + alias.group(1) + " ON true";
    }

    private static String operand(RelationText relation) {
        if (relation.lateral()) {
            return "LATERAL " + relation.sql();
        }
        // A join on the right binds as it was written.
        return relation.sql().contains(" JOIN ") && !relation.sql().startsWith("(")
                ? "(" + relation.sql() + ")"
                : relation.sql();
    }

    private static boolean needsCondition(JoinKind kind) {
        return switch (kind) {
            case LEFT, RIGHT, FULL, LEFT_SEMI, RIGHT_SEMI, LEFT_ANTI, RIGHT_ANTI -> true;
            case COMMA, CROSS, INNER, NULL_AWARE_LEFT_ANTI, ASOF, ASOF_LEFT -> false;
        };
    }

    private static String word(JoinKind kind, Optional<String> condition) {
        return switch (kind) {
            case COMMA, CROSS -> condition.isPresent() ? "JOIN" : "CROSS JOIN";
            case INNER -> condition.isPresent() ? "JOIN" : "CROSS JOIN";
            case LEFT -> "LEFT JOIN";
            case RIGHT -> "RIGHT JOIN";
            case FULL -> "FULL JOIN";
            case LEFT_SEMI, RIGHT_SEMI -> "SEMI JOIN";
            case LEFT_ANTI, RIGHT_ANTI -> "ANTI JOIN";
            case ASOF -> "ASOF JOIN";
            case ASOF_LEFT -> "ASOF LEFT JOIN";
            case NULL_AWARE_LEFT_ANTI -> throw new Refusal(EmbeddedCode.FORM_REFUSED, "NULL AWARE LEFT ANTI JOIN");
        };
    }

    private Optional<String> condition(Relation.Join join, RelationText left, RelationText right, Scope both) {
        if (!join.using().isEmpty()) {
            List<String> equalities = new ArrayList<>();
            for (Identifier column : join.using()) {
                Typed a = side(left, column).value();
                Typed b = side(right, column).value();
                equalities.add(Operators.compare(BinaryOperator.EQUAL, a, b).sql());
            }
            return Optional.of(String.join(" AND ", equalities));
        }
        return join.on().map(on -> Casting.condition(new ExpressionTranslator(context, both).translate(on)));
    }

    private static Scope.Entry side(RelationText relation, Identifier column) {
        List<Scope.Entry> matches = relation.entries().stream()
                .filter(e -> !e.hidden() && e.name().equalsIgnoreCase(column.text()))
                .toList();
        if (matches.size() != 1) {
            throw Thrown.analyzing(
                    "Column '" + column.text() + "' " + (matches.isEmpty() ? "cannot be resolved" : "is ambiguous"));
        }
        return matches.get(0);
    }

    private static List<Scope.Entry> visible(Relation.Join join, List<Scope.Entry> left, List<Scope.Entry> right) {
        List<Scope.Entry> entries = new ArrayList<>();
        switch (join.kind()) {
            case LEFT_SEMI, LEFT_ANTI, NULL_AWARE_LEFT_ANTI -> {
                return left;
            }
            case RIGHT_SEMI, RIGHT_ANTI -> {
                return right;
            }
            case LEFT, ASOF_LEFT -> {
                entries.addAll(left);
                right.forEach(e -> entries.add(e.nullable()));
            }
            case RIGHT -> {
                left.forEach(e -> entries.add(e.nullable()));
                entries.addAll(right);
            }
            case FULL -> {
                left.forEach(e -> entries.add(e.nullable()));
                right.forEach(e -> entries.add(e.nullable()));
            }
            case COMMA, CROSS, INNER, ASOF -> {
                entries.addAll(left);
                entries.addAll(right);
            }
        }
        return join.using().isEmpty() ? entries : coalesced(join, entries);
    }

    /** USING makes one column of two; it comes first in a star. */
    private static List<Scope.Entry> coalesced(Relation.Join join, List<Scope.Entry> entries) {
        List<Scope.Entry> result = new ArrayList<>();
        List<Scope.Entry> rest = new ArrayList<>(entries);
        for (Identifier column : join.using()) {
            List<Scope.Entry> pair = entries.stream()
                    .filter(e -> !e.hidden() && e.name().equalsIgnoreCase(column.text()))
                    .toList();
            Scope.Entry a = pair.get(0);
            Scope.Entry b = pair.get(1);
            Typed value = switch (join.kind()) {
                case RIGHT -> b.value();
                case FULL ->
                    Typed.of(
                            "coalesce(" + a.value().sql() + ", " + b.value().sql() + ")",
                            a.value().type());
                case COMMA,
                        CROSS,
                        INNER,
                        LEFT,
                        LEFT_SEMI,
                        RIGHT_SEMI,
                        LEFT_ANTI,
                        RIGHT_ANTI,
                        NULL_AWARE_LEFT_ANTI,
                        ASOF,
                        ASOF_LEFT -> a.value();
            };
            result.add(new Scope.Entry("", "", a.name(), value, false));
            rest.replaceAll(e -> e.equals(a) || e.equals(b) ? e.asHidden() : e);
        }
        result.addAll(rest);
        return result;
    }
}
