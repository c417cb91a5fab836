// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.Optional;

/**
 * Comparisons of values that are no more alike than a string and a number: StarRocks casts a side for each row, finds no
 * partition and no index by it, and what does not convert is NULL. Literals that convert once are fine.
 */
final class CastRule extends TreeWalker {
    private final Examined examined;

    private enum Family {
        NUMBER,
        TEXT,
        DATE
    }

    CastRule(Examined examined) {
        this.examined = examined;
    }

    void check() {
        query(examined.query());
    }

    @Override
    public TreeWalker binary(Operation.Binary binary) {
        // The walker passes the left side of a chain without coming back here.
        Expression at = binary;
        while (at instanceof Operation.Binary part) {
            if (part.operator().isComparison()) {
                compare(part, part.left(), part.right());
            }
            at = part.left();
        }
        return super.binary(binary);
    }

    @Override
    public TreeWalker inList(Predicate.InList in) {
        in.list().stream()
                .filter(item -> differ(in.value(), item))
                .findFirst()
                .ifPresent(item -> report(in, in.value(), item));
        return super.inList(in);
    }

    @Override
    public TreeWalker between(Predicate.Between between) {
        compare(between, between.value(), differ(between.value(), between.low()) ? between.low() : between.high());
        return super.between(between);
    }

    private void compare(Expression whole, Expression left, Expression right) {
        if (differ(left, right)) {
            report(whole, left, right);
        }
    }

    private boolean differ(Expression left, Expression right) {
        if (isConvertible(left, right) || isConvertible(right, left)) {
            return false;
        }
        Optional<Family> a = family(left);
        Optional<Family> b = family(right);
        return a.isPresent() && b.isPresent() && !a.equals(b);
    }

    /** Text literals become dates and numbers before the query runs. */
    private boolean isConvertible(Expression literal, Expression other) {
        if (!(literal instanceof Literal.Text text)) {
            return false;
        }
        Optional<Family> family = family(other);
        boolean number = text.value().strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
        return family.filter(Family.DATE::equals).isPresent()
                || (family.filter(Family.NUMBER::equals).isPresent() && number);
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
