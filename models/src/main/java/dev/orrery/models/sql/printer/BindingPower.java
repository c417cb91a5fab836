// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.ExpressionVisitor;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Subquery;
import dev.orrery.models.sql.tree.UnaryOperator;

/** How tightly an expression holds together, in the powers of {@code BinaryOperator}. */
final class BindingPower implements ExpressionVisitor<Integer> {
    static final int LAMBDA = 0;
    static final int NOT = 3;
    static final int COMPARISON = 4;
    static final int PREDICATE = 5;
    static final int VALUE = 6;
    static final int UNARY = 12;
    static final int SUFFIX = 13;
    static final int ATOM = 14;

    private static final BindingPower INSTANCE = new BindingPower();

    private BindingPower() {}

    static int of(Expression expression) {
        return expression.accept(INSTANCE);
    }

    @Override
    public Integer nullLiteral(Literal.Null literal) {
        return ATOM;
    }

    @Override
    public Integer bool(Literal.Bool literal) {
        return ATOM;
    }

    @Override
    public Integer number(Literal.Numeric literal) {
        return ATOM;
    }

    @Override
    public Integer text(Literal.Text literal) {
        return ATOM;
    }

    @Override
    public Integer binary(Literal.Binary literal) {
        return ATOM;
    }

    @Override
    public Integer temporal(Literal.Temporal literal) {
        return ATOM;
    }

    @Override
    public Integer interval(Literal.Interval literal) {
        return ATOM;
    }

    @Override
    public Integer unit(Literal.Unit literal) {
        return ATOM;
    }

    @Override
    public Integer column(Reference.Column reference) {
        return ATOM;
    }

    @Override
    public Integer star(Reference.Star reference) {
        return ATOM;
    }

    @Override
    public Integer variable(Reference.Variable reference) {
        return ATOM;
    }

    @Override
    public Integer parameter(Reference.Parameter reference) {
        return ATOM;
    }

    @Override
    public Integer unary(Operation.Unary operation) {
        return operation.operator() == UnaryOperator.NOT ? NOT : UNARY;
    }

    @Override
    public Integer binary(Operation.Binary operation) {
        return operation.operator().power();
    }

    @Override
    public Integer collate(Operation.Collate operation) {
        return SUFFIX;
    }

    @Override
    public Integer isNull(Predicate.IsNull predicate) {
        return COMPARISON;
    }

    @Override
    public Integer between(Predicate.Between predicate) {
        return PREDICATE;
    }

    @Override
    public Integer inList(Predicate.InList predicate) {
        return PREDICATE;
    }

    @Override
    public Integer inQuery(Predicate.InQuery predicate) {
        return PREDICATE;
    }

    @Override
    public Integer like(Predicate.Like predicate) {
        return PREDICATE;
    }

    @Override
    public Integer function(Call.Function call) {
        return ATOM;
    }

    @Override
    public Integer cast(Call.Cast call) {
        return ATOM;
    }

    @Override
    public Integer caseWhen(Call.Case call) {
        return ATOM;
    }

    @Override
    public Integer extract(Call.Extract call) {
        return ATOM;
    }

    @Override
    public Integer namedArgument(Call.NamedArgument call) {
        return LAMBDA;
    }

    @Override
    public Integer arrayOf(Constructor.ArrayOf constructor) {
        return ATOM;
    }

    @Override
    public Integer mapOf(Constructor.MapOf constructor) {
        return ATOM;
    }

    @Override
    public Integer tuple(Constructor.Tuple constructor) {
        return ATOM;
    }

    @Override
    public Integer lambda(Constructor.Lambda constructor) {
        return LAMBDA;
    }

    @Override
    public Integer subscript(Access.Subscript access) {
        return SUFFIX;
    }

    @Override
    public Integer slice(Access.Slice access) {
        return SUFFIX;
    }

    @Override
    public Integer field(Access.Field access) {
        return SUFFIX;
    }

    @Override
    public Integer jsonArrow(Access.JsonArrow access) {
        return SUFFIX;
    }

    @Override
    public Integer scalar(Subquery.Scalar subquery) {
        return ATOM;
    }

    @Override
    public Integer exists(Subquery.Exists subquery) {
        return ATOM;
    }
}
