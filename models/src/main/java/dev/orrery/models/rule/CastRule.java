// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Comparisons of values that are no more alike than a string and a number: StarRocks casts a side for each row, finds no
 * partition and no index by it, and what does not convert is NULL. Literals that convert once are fine.
 */
final class CastRule {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final Examined examined;

    private enum Family {
        NUMBER,
        TEXT,
        DATE
    }

    CastRule(Examined examined) {
        this.examined = examined;
    }

    void check(List<Expression> comparisons) {
        for (Expression expression : comparisons) {
            if (expression instanceof Operation.Binary binary) {
                compare(binary, binary.left(), binary.right());
            } else if (expression instanceof Predicate.InList in) {
                in.list().stream()
                        .filter(item -> differ(in.value(), item))
                        .findFirst()
                        .ifPresent(item -> report(in, in.value(), item));
            } else if (expression instanceof Predicate.Between between) {
                boolean low = differ(between.value(), between.low());
                compare(between, between.value(), low ? between.low() : between.high());
            }
        }
    }

    private void compare(Expression whole, Expression left, Expression right) {
        if (differ(left, right)) {
            report(whole, left, right);
        }
    }

    private boolean differ(Expression left, Expression right) {
        Optional<Family> a = family(left);
        Optional<Family> b = family(right);
        boolean unlike = a.isPresent() && b.isPresent() && !a.equals(b);
        return unlike && !isConvertible(left, right) && !isConvertible(right, left);
    }

    /** Text literals become dates and numbers before the query runs. */
    private boolean isConvertible(Expression literal, Expression other) {
        if (!(literal instanceof Literal.Text text)) {
            return false;
        }
        Optional<Family> family = family(other);
        return family.filter(Family.DATE::equals).isPresent()
                || (family.filter(Family.NUMBER::equals).isPresent()
                        && NUMBER.matcher(text.value().strip()).matches());
    }

    private Optional<Family> family(Expression expression) {
        DataType type = examined.analysis().type(expression).orElse(DataType.of(Kind.UNKNOWN));
        if (Supertype.isNumeric(type)) {
            return Optional.of(Family.NUMBER);
        }
        if (Supertype.isText(type) && !Supertype.isBinary(type)) {
            return Optional.of(Family.TEXT);
        }
        return Supertype.isDate(type) ? Optional.of(Family.DATE) : Optional.empty();
    }

    private void report(Expression whole, Expression left, Expression right) {
        examined.report(
                whole.at(),
                ModelCode.IMPLICIT_CAST,
                name(left) + " is compared with " + name(right) + ", which casts one of them for each row",
                "cast one side yourself, best the one that is a constant, or store the column with the other type");
    }

    private String name(Expression expression) {
        return TypeNames.of(examined.analysis().type(expression).orElse(DataType.of(Kind.UNKNOWN)));
    }
}
