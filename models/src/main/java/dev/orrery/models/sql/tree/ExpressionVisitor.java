// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/**
 * One case for each kind of expression, so that a new kind breaks the compilation of everything that must learn it.
 */
public interface ExpressionVisitor<R> {
    R nullLiteral(Literal.Null literal);

    R bool(Literal.Bool literal);

    R number(Literal.Numeric literal);

    R text(Literal.Text literal);

    R binary(Literal.Binary literal);

    R temporal(Literal.Temporal literal);

    R interval(Literal.Interval literal);

    R unit(Literal.Unit literal);

    R column(Reference.Column reference);

    R star(Reference.Star reference);

    R variable(Reference.Variable reference);

    R parameter(Reference.Parameter reference);

    R unary(Operation.Unary operation);

    R binary(Operation.Binary operation);

    R collate(Operation.Collate operation);

    R isNull(Predicate.IsNull predicate);

    R between(Predicate.Between predicate);

    R inList(Predicate.InList predicate);

    R inQuery(Predicate.InQuery predicate);

    R like(Predicate.Like predicate);

    R function(Call.Function call);

    R cast(Call.Cast call);

    R caseWhen(Call.Case call);

    R extract(Call.Extract call);

    R namedArgument(Call.NamedArgument call);

    R arrayOf(Constructor.ArrayOf constructor);

    R mapOf(Constructor.MapOf constructor);

    R tuple(Constructor.Tuple constructor);

    R lambda(Constructor.Lambda constructor);

    R subscript(Access.Subscript access);

    R slice(Access.Slice access);

    R field(Access.Field access);

    R jsonArrow(Access.JsonArrow access);

    R scalar(Subquery.Scalar subquery);

    R exists(Subquery.Exists subquery);
}
