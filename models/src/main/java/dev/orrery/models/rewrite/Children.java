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
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.sql.tree.Subquery;
import dev.orrery.models.sql.tree.Window;
import java.util.ArrayList;
import java.util.List;

/** The expressions directly inside an expression, in the order of the text. Queries inside are not entered. */
public final class Children implements ExpressionVisitor<List<Expression>> {
    private static final Children VISITOR = new Children();

    private Children() {}

    public static List<Expression> of(Expression expression) {
        return expression.accept(VISITOR);
    }

    @Override
    public List<Expression> nullLiteral(Literal.Null literal) {
        return List.of();
    }

    @Override
    public List<Expression> bool(Literal.Bool literal) {
        return List.of();
    }

    @Override
    public List<Expression> number(Literal.Numeric literal) {
        return List.of();
    }

    @Override
    public List<Expression> text(Literal.Text literal) {
        return List.of();
    }

    @Override
    public List<Expression> binary(Literal.Binary literal) {
        return List.of();
    }

    @Override
    public List<Expression> temporal(Literal.Temporal literal) {
        return List.of();
    }

    @Override
    public List<Expression> interval(Literal.Interval literal) {
        return List.of(literal.amount());
    }

    @Override
    public List<Expression> unit(Literal.Unit literal) {
        return List.of();
    }

    @Override
    public List<Expression> column(Reference.Column reference) {
        return List.of();
    }

    @Override
    public List<Expression> star(Reference.Star reference) {
        return List.of();
    }

    @Override
    public List<Expression> variable(Reference.Variable reference) {
        return List.of();
    }

    @Override
    public List<Expression> parameter(Reference.Parameter reference) {
        return List.of();
    }

    @Override
    public List<Expression> unary(Operation.Unary operation) {
        return List.of(operation.operand());
    }

    @Override
    public List<Expression> binary(Operation.Binary operation) {
        return List.of(operation.left(), operation.right());
    }

    @Override
    public List<Expression> collate(Operation.Collate operation) {
        return List.of(operation.operand());
    }

    @Override
    public List<Expression> isNull(Predicate.IsNull predicate) {
        return List.of(predicate.value());
    }

    @Override
    public List<Expression> between(Predicate.Between predicate) {
        return List.of(predicate.value(), predicate.low(), predicate.high());
    }

    @Override
    public List<Expression> inList(Predicate.InList predicate) {
        List<Expression> all = new ArrayList<>();
        all.add(predicate.value());
        all.addAll(predicate.list());
        return all;
    }

    @Override
    public List<Expression> inQuery(Predicate.InQuery predicate) {
        return List.of(predicate.value());
    }

    @Override
    public List<Expression> like(Predicate.Like predicate) {
        return List.of(predicate.value(), predicate.pattern());
    }

    @Override
    public List<Expression> function(Call.Function call) {
        Call.Modifiers modifiers = call.modifiers();
        if (modifiers.orderBy().isEmpty()
                && modifiers.separator().isEmpty()
                && modifiers.filter().isEmpty()
                && call.over().isEmpty()) {
            return call.arguments();
        }
        List<Expression> all = new ArrayList<>(call.arguments());
        sorted(modifiers.orderBy(), all);
        modifiers.separator().ifPresent(all::add);
        modifiers.filter().ifPresent(all::add);
        call.over().ifPresent(window -> window(window, all));
        return all;
    }

    private static void window(Window window, List<Expression> all) {
        all.addAll(window.partitionBy());
        sorted(window.orderBy(), all);
        window.frame().ifPresent(frame -> {
            frame.start().offset().ifPresent(all::add);
            frame.end().flatMap(Window.Bound::offset).ifPresent(all::add);
        });
    }

    private static void sorted(List<SortItem> items, List<Expression> all) {
        for (SortItem item : items) {
            all.add(item.expression());
        }
    }

    @Override
    public List<Expression> cast(Call.Cast call) {
        return List.of(call.value());
    }

    @Override
    public List<Expression> caseWhen(Call.Case call) {
        List<Expression> all = new ArrayList<>();
        if (call.operand().isPresent()) {
            all.add(call.operand().get());
        }
        for (Call.When when : call.whens()) {
            all.add(when.condition());
            all.add(when.result());
        }
        if (call.otherwise().isPresent()) {
            all.add(call.otherwise().get());
        }
        return all;
    }

    @Override
    public List<Expression> extract(Call.Extract call) {
        return List.of(call.value());
    }

    @Override
    public List<Expression> namedArgument(Call.NamedArgument call) {
        return List.of(call.value());
    }

    @Override
    public List<Expression> arrayOf(Constructor.ArrayOf constructor) {
        return constructor.elements();
    }

    @Override
    public List<Expression> mapOf(Constructor.MapOf constructor) {
        List<Expression> all = new ArrayList<>();
        constructor.entries().forEach(entry -> {
            all.add(entry.key());
            all.add(entry.value());
        });
        return all;
    }

    @Override
    public List<Expression> tuple(Constructor.Tuple constructor) {
        return constructor.values();
    }

    @Override
    public List<Expression> lambda(Constructor.Lambda constructor) {
        return List.of(constructor.body());
    }

    @Override
    public List<Expression> subscript(Access.Subscript access) {
        return List.of(access.value(), access.index());
    }

    @Override
    public List<Expression> slice(Access.Slice access) {
        List<Expression> all = new ArrayList<>();
        all.add(access.value());
        access.from().ifPresent(all::add);
        access.to().ifPresent(all::add);
        return all;
    }

    @Override
    public List<Expression> field(Access.Field access) {
        return List.of(access.value());
    }

    @Override
    public List<Expression> jsonArrow(Access.JsonArrow access) {
        return List.of(access.value(), access.path());
    }

    @Override
    public List<Expression> scalar(Subquery.Scalar subquery) {
        return List.of();
    }

    @Override
    public List<Expression> exists(Subquery.Exists subquery) {
        return List.of();
    }
}
