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
import dev.orrery.models.sql.tree.Window;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a tree in which subclasses change what they override; everything else is copied node by node, with its
 * places. Override {@link #query} to keep count of the names that a query brings with it.
 */
public class TreeRewriter implements ExpressionVisitor<Expression>, RelationVisitor<Relation> {

    public Expression rewrite(Expression expression) {
        return expression.accept(this);
    }

    public Relation rewrite(Relation relation) {
        return relation.accept(this);
    }

    public Query query(Query query) {
        return new Query(
                query.at(),
                query.recursive(),
                query.with().stream().map(this::commonTable).toList(),
                body(query.body()),
                sorted(query.orderBy()),
                query.limit().map(limit -> new Query.Limit(limit.at(), rewrite(limit.count()), all(limit.offset()))));
    }

    protected Query.CommonTable commonTable(Query.CommonTable table) {
        return new Query.CommonTable(table.at(), table.name(), table.columns(), query(table.query()));
    }

    protected Query.Body body(Query.Body body) {
        return body.accept(new Query.BodyVisitor<>() {
            @Override
            public Query.Body select(Select select) {
                return TreeRewriter.this.select(select);
            }

            @Override
            public Query.Body setOperation(Query.SetOperation operation) {
                return new Query.SetOperation(
                        operation.at(),
                        operation.operator(),
                        operation.distinct(),
                        body(operation.left()),
                        body(operation.right()));
            }

            @Override
            public Query.Body nested(Query.Nested nested) {
                return new Query.Nested(nested.at(), query(nested.query()));
            }
        });
    }

    protected Select select(Select select) {
        return new Select(
                select.at(),
                select.hints(),
                select.distinct(),
                select.items().stream().map(this::item).toList(),
                select.from().map(this::rewrite),
                all(select.where()),
                select.groupBy()
                        .map(group -> new Select.GroupBy(
                                group.at(),
                                group.kind(),
                                group.sets().stream().map(this::all).toList())),
                all(select.having()),
                all(select.qualify()));
    }

    private Select.Item item(Select.Item item) {
        return new Select.Item(item.at(), rewrite(item.expression()), item.alias());
    }

    protected final List<Expression> all(List<Expression> expressions) {
        return expressions.stream().map(this::rewrite).toList();
    }

    protected final Optional<Expression> all(Optional<Expression> expression) {
        return expression.map(this::rewrite);
    }

    protected final List<SortItem> sorted(List<SortItem> items) {
        return items.stream()
                .map(item -> new SortItem(item.at(), rewrite(item.expression()), item.descending(), item.nullsFirst()))
                .toList();
    }

    @Override
    public Relation table(Relation.Table relation) {
        return relation;
    }

    @Override
    public Relation derived(Relation.Derived relation) {
        return new Relation.Derived(
                relation.at(), relation.lateral(), query(relation.query()), relation.alias(), relation.columns());
    }

    @Override
    public Relation values(Relation.Values relation) {
        return new Relation.Values(
                relation.at(), relation.rows().stream().map(this::all).toList(), relation.alias(), relation.columns());
    }

    @Override
    public Relation function(Relation.Function relation) {
        return new Relation.Function(
                relation.at(),
                relation.form(),
                relation.name(),
                all(relation.arguments()),
                relation.properties(),
                relation.alias(),
                relation.columns());
    }

    @Override
    public Relation join(Relation.Join relation) {
        return new Relation.Join(
                relation.at(),
                relation.kind(),
                rewrite(relation.left()),
                rewrite(relation.right()),
                all(relation.on()),
                relation.using(),
                relation.hint());
    }

    @Override
    public Relation pivot(Relation.Pivot relation) {
        return new Relation.Pivot(
                relation.at(),
                rewrite(relation.relation()),
                relation.aggregates().stream().map(this::item).toList(),
                relation.columns(),
                relation.values().stream().map(this::item).toList(),
                relation.alias());
    }

    @Override
    public Expression nullLiteral(Literal.Null literal) {
        return literal;
    }

    @Override
    public Expression bool(Literal.Bool literal) {
        return literal;
    }

    @Override
    public Expression number(Literal.Numeric literal) {
        return literal;
    }

    @Override
    public Expression text(Literal.Text literal) {
        return literal;
    }

    @Override
    public Expression binary(Literal.Binary literal) {
        return literal;
    }

    @Override
    public Expression temporal(Literal.Temporal literal) {
        return literal;
    }

    @Override
    public Expression interval(Literal.Interval literal) {
        return new Literal.Interval(literal.at(), rewrite(literal.amount()), literal.unit());
    }

    @Override
    public Expression unit(Literal.Unit literal) {
        return literal;
    }

    @Override
    public Expression column(Reference.Column reference) {
        return reference;
    }

    @Override
    public Expression star(Reference.Star reference) {
        return reference;
    }

    @Override
    public Expression variable(Reference.Variable reference) {
        return reference;
    }

    @Override
    public Expression parameter(Reference.Parameter reference) {
        return reference;
    }

    @Override
    public Expression unary(Operation.Unary operation) {
        return new Operation.Unary(operation.at(), operation.operator(), rewrite(operation.operand()));
    }

    @Override
    public Expression binary(Operation.Binary operation) {
        return new Operation.Binary(
                operation.at(), operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
    }

    @Override
    public Expression collate(Operation.Collate operation) {
        return new Operation.Collate(operation.at(), rewrite(operation.operand()), operation.collation());
    }

    @Override
    public Expression isNull(Predicate.IsNull predicate) {
        return new Predicate.IsNull(predicate.at(), rewrite(predicate.value()), predicate.negated());
    }

    @Override
    public Expression between(Predicate.Between predicate) {
        return new Predicate.Between(
                predicate.at(),
                rewrite(predicate.value()),
                predicate.negated(),
                rewrite(predicate.low()),
                rewrite(predicate.high()));
    }

    @Override
    public Expression inList(Predicate.InList predicate) {
        return new Predicate.InList(
                predicate.at(), rewrite(predicate.value()), predicate.negated(), all(predicate.list()));
    }

    @Override
    public Expression inQuery(Predicate.InQuery predicate) {
        return new Predicate.InQuery(
                predicate.at(), rewrite(predicate.value()), predicate.negated(), query(predicate.query()));
    }

    @Override
    public Expression like(Predicate.Like predicate) {
        return new Predicate.Like(
                predicate.at(),
                predicate.kind(),
                rewrite(predicate.value()),
                predicate.negated(),
                rewrite(predicate.pattern()));
    }

    @Override
    public Expression function(Call.Function call) {
        Call.Modifiers modifiers = call.modifiers();
        return new Call.Function(
                call.at(),
                call.name(),
                all(call.arguments()),
                new Call.Modifiers(
                        modifiers.distinct(),
                        sorted(modifiers.orderBy()),
                        all(modifiers.separator()),
                        modifiers.ignoreNulls(),
                        all(modifiers.filter()),
                        modifiers.hint()),
                call.over().map(this::window));
    }

    private Window window(Window window) {
        return new Window(
                window.at(), all(window.partitionBy()), sorted(window.orderBy()), window.frame(), window.hint());
    }

    @Override
    public Expression cast(Call.Cast call) {
        return new Call.Cast(call.at(), rewrite(call.value()), call.type());
    }

    @Override
    public Expression caseWhen(Call.Case call) {
        return new Call.Case(
                call.at(),
                all(call.operand()),
                call.whens().stream()
                        .map(when -> new Call.When(when.at(), rewrite(when.condition()), rewrite(when.result())))
                        .toList(),
                all(call.otherwise()));
    }

    @Override
    public Expression extract(Call.Extract call) {
        return new Call.Extract(call.at(), call.unit(), rewrite(call.value()));
    }

    @Override
    public Expression namedArgument(Call.NamedArgument call) {
        return new Call.NamedArgument(call.at(), call.name(), rewrite(call.value()));
    }

    @Override
    public Expression arrayOf(Constructor.ArrayOf constructor) {
        return new Constructor.ArrayOf(constructor.at(), constructor.type(), all(constructor.elements()));
    }

    @Override
    public Expression mapOf(Constructor.MapOf constructor) {
        return new Constructor.MapOf(
                constructor.at(),
                constructor.type(),
                constructor.entries().stream()
                        .map(entry -> new Constructor.Entry(entry.at(), rewrite(entry.key()), rewrite(entry.value())))
                        .toList());
    }

    @Override
    public Expression tuple(Constructor.Tuple constructor) {
        return new Constructor.Tuple(constructor.at(), all(constructor.values()));
    }

    @Override
    public Expression lambda(Constructor.Lambda constructor) {
        return new Constructor.Lambda(constructor.at(), constructor.parameters(), rewrite(constructor.body()));
    }

    @Override
    public Expression subscript(Access.Subscript access) {
        return new Access.Subscript(access.at(), rewrite(access.value()), rewrite(access.index()));
    }

    @Override
    public Expression slice(Access.Slice access) {
        return new Access.Slice(access.at(), rewrite(access.value()), all(access.from()), all(access.to()));
    }

    @Override
    public Expression field(Access.Field access) {
        return new Access.Field(access.at(), rewrite(access.value()), access.field());
    }

    @Override
    public Expression jsonArrow(Access.JsonArrow access) {
        return new Access.JsonArrow(access.at(), rewrite(access.value()), rewrite(access.path()));
    }

    @Override
    public Expression scalar(Subquery.Scalar subquery) {
        return new Subquery.Scalar(subquery.at(), query(subquery.query()));
    }

    @Override
    public Expression exists(Subquery.Exists subquery) {
        return new Subquery.Exists(subquery.at(), query(subquery.query()));
    }
}
