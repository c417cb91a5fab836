// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rewrite;

import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.ExpressionVisitor;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.RelationVisitor;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.sql.tree.Subquery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Passes every part of a query once, subqueries included, and changes nothing. A subclass overrides what it looks at
 * and calls {@code super} to go on inside. Every method returns the walker itself.
 *
 * <p>Loops rather than method references here and in {@link Children}: a short command runs code of the first compiler
 * only, which makes a lambda that holds something by a slow call into the VM.
 */
public class TreeWalker implements ExpressionVisitor<TreeWalker>, RelationVisitor<TreeWalker> {

    public final TreeWalker walk(Expression expression) {
        return expression.accept(this);
    }

    public final TreeWalker walk(Relation relation) {
        return relation.accept(this);
    }

    protected final void all(List<? extends Expression> expressions) {
        for (Expression expression : expressions) {
            walk(expression);
        }
    }

    protected final void all(Optional<Expression> expression) {
        if (expression.isPresent()) {
            walk(expression.get());
        }
    }

    private TreeWalker inside(Expression expression) {
        all(Children.of(expression));
        return this;
    }

    public TreeWalker query(Query query) {
        query.with().forEach(table -> query(table.query()));
        query.body().accept(new Query.BodyVisitor<TreeWalker>() {
            @Override
            public TreeWalker select(Select select) {
                return TreeWalker.this.select(select);
            }

            @Override
            public TreeWalker setOperation(Query.SetOperation operation) {
                operation.left().accept(this);
                return operation.right().accept(this);
            }

            @Override
            public TreeWalker nested(Query.Nested nested) {
                return query(nested.query());
            }
        });
        for (SortItem item : query.orderBy()) {
            sortItem(item);
        }
        query.limit().ifPresent(this::limit);
        return this;
    }

    protected TreeWalker select(Select select) {
        for (Select.Item item : select.items()) {
            walk(item.expression());
        }
        select.from().ifPresent(this::walk);
        all(select.where());
        select.groupBy().ifPresent(group -> group.sets().forEach(this::all));
        all(select.having());
        all(select.qualify());
        return this;
    }

    protected TreeWalker sortItem(SortItem item) {
        return walk(item.expression());
    }

    protected TreeWalker limit(Query.Limit limit) {
        walk(limit.count());
        all(limit.offset());
        return this;
    }

    @Override
    public TreeWalker table(Relation.Table relation) {
        return this;
    }

    @Override
    public TreeWalker derived(Relation.Derived relation) {
        return query(relation.query());
    }

    @Override
    public TreeWalker values(Relation.Values relation) {
        relation.rows().forEach(this::all);
        return this;
    }

    @Override
    public TreeWalker function(Relation.Function relation) {
        all(relation.arguments());
        return this;
    }

    @Override
    public TreeWalker join(Relation.Join relation) {
        walk(relation.left());
        walk(relation.right());
        all(relation.on());
        return this;
    }

    @Override
    public TreeWalker pivot(Relation.Pivot relation) {
        walk(relation.relation());
        relation.aggregates().forEach(item -> walk(item.expression()));
        relation.values().forEach(item -> walk(item.expression()));
        return this;
    }

    /** A long chain leans to the left: it is passed without a stack frame for each operand. */
    @Override
    public TreeWalker binary(Operation.Binary operation) {
        Deque<Expression> operands = new ArrayDeque<>();
        Expression rest = operation;
        while (rest instanceof Operation.Binary chain) {
            operands.push(chain.right());
            rest = chain.left();
        }
        walk(rest);
        for (Expression operand : operands) {
            walk(operand);
        }
        return this;
    }

    @Override
    public TreeWalker inQuery(Predicate.InQuery predicate) {
        walk(predicate.value());
        return query(predicate.query());
    }

    @Override
    public TreeWalker scalar(Subquery.Scalar subquery) {
        return query(subquery.query());
    }

    @Override
    public TreeWalker exists(Subquery.Exists subquery) {
        return query(subquery.query());
    }

    @Override
    public TreeWalker nullLiteral(Literal.Null literal) {
        return this;
    }

    @Override
    public TreeWalker bool(Literal.Bool literal) {
        return this;
    }

    @Override
    public TreeWalker number(Literal.Numeric literal) {
        return this;
    }

    @Override
    public TreeWalker text(Literal.Text literal) {
        return this;
    }

    @Override
    public TreeWalker binary(Literal.Binary literal) {
        return this;
    }

    @Override
    public TreeWalker temporal(Literal.Temporal literal) {
        return this;
    }

    @Override
    public TreeWalker interval(Literal.Interval literal) {
        return inside(literal);
    }

    @Override
    public TreeWalker unit(Literal.Unit literal) {
        return this;
    }

    @Override
    public TreeWalker column(Reference.Column reference) {
        return this;
    }

    @Override
    public TreeWalker star(Reference.Star reference) {
        return this;
    }

    @Override
    public TreeWalker variable(Reference.Variable reference) {
        return this;
    }

    @Override
    public TreeWalker parameter(Reference.Parameter reference) {
        return this;
    }

    @Override
    public TreeWalker unary(Operation.Unary operation) {
        return inside(operation);
    }

    @Override
    public TreeWalker collate(Operation.Collate operation) {
        return inside(operation);
    }

    @Override
    public TreeWalker isNull(Predicate.IsNull predicate) {
        return inside(predicate);
    }

    @Override
    public TreeWalker between(Predicate.Between predicate) {
        return inside(predicate);
    }

    @Override
    public TreeWalker inList(Predicate.InList predicate) {
        return inside(predicate);
    }

    @Override
    public TreeWalker like(Predicate.Like predicate) {
        return inside(predicate);
    }

    @Override
    public TreeWalker function(Call.Function call) {
        return inside(call);
    }

    @Override
    public TreeWalker cast(Call.Cast call) {
        return inside(call);
    }

    @Override
    public TreeWalker caseWhen(Call.Case call) {
        return inside(call);
    }

    @Override
    public TreeWalker extract(Call.Extract call) {
        return inside(call);
    }

    @Override
    public TreeWalker namedArgument(Call.NamedArgument call) {
        return inside(call);
    }

    @Override
    public TreeWalker arrayOf(Constructor.ArrayOf constructor) {
        return inside(constructor);
    }

    @Override
    public TreeWalker mapOf(Constructor.MapOf constructor) {
        return inside(constructor);
    }

    @Override
    public TreeWalker tuple(Constructor.Tuple constructor) {
        return inside(constructor);
    }

    @Override
    public TreeWalker lambda(Constructor.Lambda constructor) {
        return inside(constructor);
    }

    @Override
    public TreeWalker subscript(Access.Subscript access) {
        return inside(access);
    }

    @Override
    public TreeWalker slice(Access.Slice access) {
        return inside(access);
    }

    @Override
    public TreeWalker field(Access.Field access) {
        return inside(access);
    }

    @Override
    public TreeWalker jsonArrow(Access.JsonArrow access) {
        return inside(access);
    }
}
