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
import dev.orrery.models.type.TypeText;
import java.util.List;
import java.util.Optional;

/** Values and operators; parentheses where the operators need them. */
final class ExpressionPrinter implements ExpressionVisitor<SqlWriter> {
    private final SqlWriter out;
    private final TreePrinter printer;

    ExpressionPrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    SqlWriter print(Expression expression) {
        return expression.accept(this);
    }

    /** In parentheses if it binds looser than {@code least}. */
    private SqlWriter print(Expression expression, int least) {
        if (BindingPower.of(expression) >= least) {
            return print(expression);
        }
        out.append("(");
        print(expression);
        return out.append(")");
    }

    SqlWriter list(List<Expression> expressions) {
        return out.list(expressions, this::print);
    }

    @Override
    public SqlWriter nullLiteral(Literal.Null literal) {
        return out.append("NULL");
    }

    @Override
    public SqlWriter bool(Literal.Bool literal) {
        return out.append(literal.value() ? "TRUE" : "FALSE");
    }

    @Override
    public SqlWriter number(Literal.Numeric literal) {
        return out.append(literal.text());
    }

    @Override
    public SqlWriter text(Literal.Text literal) {
        return out.text(literal.value());
    }

    @Override
    public SqlWriter binary(Literal.Binary literal) {
        return out.append("X'").append(literal.hex()).append("'");
    }

    @Override
    public SqlWriter temporal(Literal.Temporal literal) {
        return out.append(literal.kind().name()).append(" ").text(literal.value());
    }

    @Override
    public SqlWriter interval(Literal.Interval literal) {
        out.append("INTERVAL ");
        return print(literal.amount(), BindingPower.VALUE).append(" ").append(literal.unit());
    }

    @Override
    public SqlWriter unit(Literal.Unit literal) {
        return out.append(literal.unit());
    }

    @Override
    public SqlWriter column(Reference.Column reference) {
        return out.append(reference.name());
    }

    @Override
    public SqlWriter star(Reference.Star reference) {
        reference.qualifier().ifPresent(name -> out.append(name).append("."));
        out.append("*");
        return reference.excluded().isEmpty() ? out : out.append(" EXCLUDE ").names(reference.excluded());
    }

    @Override
    public SqlWriter variable(Reference.Variable reference) {
        return out.append(reference.scope()).append(SqlWriter.name(reference.name()));
    }

    @Override
    public SqlWriter parameter(Reference.Parameter reference) {
        return out.append("?");
    }

    @Override
    public SqlWriter unary(Operation.Unary operation) {
        if (operation.operator() == UnaryOperator.NOT) {
            out.append("NOT ");
            return print(operation.operand(), BindingPower.NOT);
        }
        out.append(operation.operator().symbol());
        // Two signs would begin a comment, and servers differ on whether `-a[1]` negates the array.
        boolean ambiguous = operation.operand() instanceof Operation.Unary || operation.operand() instanceof Access;
        return print(operation.operand(), ambiguous ? BindingPower.ATOM : BindingPower.UNARY);
    }

    @Override
    public SqlWriter binary(Operation.Binary operation) {
        int power = operation.operator().power();
        if (operation.left() instanceof Operation.Binary left && left.operator() == operation.operator()) {
            binary(left);
        } else {
            print(operation.left(), power);
        }
        out.append(" ").append(operation.operator().symbol()).append(" ");
        return print(operation.right(), power + 1);
    }

    @Override
    public SqlWriter collate(Operation.Collate operation) {
        return print(operation.operand(), BindingPower.SUFFIX)
                .append(" COLLATE ")
                .append(operation.collation());
    }

    @Override
    public SqlWriter isNull(Predicate.IsNull predicate) {
        return print(predicate.value(), BindingPower.COMPARISON)
                .append(predicate.negated() ? " IS NOT NULL" : " IS NULL");
    }

    @Override
    public SqlWriter between(Predicate.Between predicate) {
        print(predicate.value(), BindingPower.VALUE).append(predicate.negated() ? " NOT BETWEEN " : " BETWEEN ");
        print(predicate.low(), BindingPower.VALUE).append(" AND ");
        return print(predicate.high(), BindingPower.VALUE);
    }

    @Override
    public SqlWriter inList(Predicate.InList predicate) {
        print(predicate.value(), BindingPower.VALUE).append(predicate.negated() ? " NOT IN (" : " IN (");
        return list(predicate.list()).append(")");
    }

    @Override
    public SqlWriter inQuery(Predicate.InQuery predicate) {
        print(predicate.value(), BindingPower.VALUE).append(predicate.negated() ? " NOT IN (" : " IN (");
        return printer.queries().query(predicate.query()).append(")");
    }

    @Override
    public SqlWriter like(Predicate.Like predicate) {
        print(predicate.value(), BindingPower.VALUE)
                .append(predicate.negated() ? " NOT " : " ")
                .append(predicate.kind().name())
                .append(" ");
        return print(predicate.pattern(), BindingPower.VALUE);
    }

    @Override
    public SqlWriter function(Call.Function call) {
        return printer.calls().function(call);
    }

    @Override
    public SqlWriter cast(Call.Cast call) {
        out.append("CAST(");
        return print(call.value())
                .append(" AS ")
                .append(TypeText.ddl(call.type()))
                .append(")");
    }

    @Override
    public SqlWriter caseWhen(Call.Case call) {
        out.append("CASE");
        call.operand().ifPresent(operand -> print(operand, BindingPower.LAMBDA, " "));
        for (Call.When when : call.whens()) {
            out.append(" WHEN ");
            print(when.condition()).append(" THEN ");
            print(when.result());
        }
        call.otherwise().ifPresent(otherwise -> print(otherwise, BindingPower.LAMBDA, " ELSE "));
        return out.append(" END");
    }

    private void print(Expression expression, int least, String before) {
        out.append(before);
        print(expression, least);
    }

    @Override
    public SqlWriter extract(Call.Extract call) {
        out.append("EXTRACT(").append(call.unit()).append(" FROM ");
        return print(call.value(), BindingPower.VALUE).append(")");
    }

    @Override
    public SqlWriter namedArgument(Call.NamedArgument call) {
        out.append(call.name()).append(" => ");
        return print(call.value());
    }

    @Override
    public SqlWriter arrayOf(Constructor.ArrayOf constructor) {
        constructor.type().ifPresent(type -> out.append(TypeText.ddl(type)));
        out.append("[");
        return list(constructor.elements()).append("]");
    }

    @Override
    public SqlWriter mapOf(Constructor.MapOf constructor) {
        out.append(constructor.type().map(TypeText::ddl).orElse("map")).append("{");
        out.list(constructor.entries(), entry -> {
            print(entry.key()).append(": ");
            print(entry.value());
        });
        return out.append("}");
    }

    @Override
    public SqlWriter tuple(Constructor.Tuple constructor) {
        out.append("(");
        return list(constructor.values()).append(")");
    }

    @Override
    public SqlWriter lambda(Constructor.Lambda constructor) {
        if (constructor.parameters().size() == 1) {
            out.append(constructor.parameters().get(0));
        } else {
            out.names(constructor.parameters());
        }
        out.append(" -> ");
        int body = out.length();
        print(constructor.body());
        // `x -> 'a'` would be the JSON arrow.
        if (out.charAt(body) == '\'') {
            out.insert(body, "(");
            out.append(")");
        }
        return out;
    }

    @Override
    public SqlWriter subscript(Access.Subscript access) {
        print(access.value(), BindingPower.SUFFIX).append("[");
        return print(access.index(), BindingPower.VALUE).append("]");
    }

    @Override
    public SqlWriter slice(Access.Slice access) {
        print(access.value(), BindingPower.SUFFIX).append("[");
        bound(access.from()).append(":");
        return bound(access.to()).append("]");
    }

    private SqlWriter bound(Optional<Expression> bound) {
        return bound.map(expression -> print(expression, BindingPower.VALUE)).orElse(out);
    }

    @Override
    public SqlWriter field(Access.Field access) {
        // `a.b` would be a column, `1.b` a number.
        boolean ambiguous = access.value() instanceof Reference || access.value() instanceof Literal;
        print(access.value(), ambiguous ? BindingPower.ATOM + 1 : BindingPower.SUFFIX);
        return out.append(".").append(access.field());
    }

    @Override
    public SqlWriter jsonArrow(Access.JsonArrow access) {
        print(access.value(), BindingPower.SUFFIX).append(" -> ");
        return print(access.path(), BindingPower.ATOM);
    }

    @Override
    public SqlWriter scalar(Subquery.Scalar subquery) {
        out.append("(");
        return printer.queries().query(subquery.query()).append(")");
    }

    @Override
    public SqlWriter exists(Subquery.Exists subquery) {
        out.append("EXISTS (");
        return printer.queries().query(subquery.query()).append(")");
    }
}
