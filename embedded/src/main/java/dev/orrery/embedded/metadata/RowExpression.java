// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.ExpressionVisitor;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Node;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Subquery;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of an expression over one row of a SHOW: comparisons of columns and literals and what joins them. True is {@code
 * 1}, false {@code 0}. Texts that are both numbers are compared as numbers.
 */
final class RowExpression implements ExpressionVisitor<Optional<String>> {
    static final String TRUE = "1";
    private static final String FALSE = "0";

    private final Map<String, Integer> positions;
    private final @Nullable String[] row;

    RowExpression(Map<String, Integer> positions, @Nullable String[] row) {
        this.positions = positions;
        this.row = row;
    }

    /** What a SHOW cannot be asked. */
    static final class UnsupportedCondition extends RuntimeException {
        UnsupportedCondition(String message) {
            super(message);
        }
    }

    static int compare(String left, String right) {
        String number = "-?\\d{1,30}(\\.\\d{1,30})?";
        return left.matches(number) && right.matches(number)
                ? new BigDecimal(left).compareTo(new BigDecimal(right))
                : left.compareTo(right);
    }

    /** Whether a text fits a pattern of LIKE; case does not matter, as in SHOW … LIKE. */
    static boolean like(String text, String pattern) {
        StringBuilder regex = new StringBuilder("(?is)");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return text.matches(regex.toString());
    }

    private Optional<String> value(Expression expression) {
        return expression.accept(this);
    }

    private boolean holds(Expression condition) {
        return value(condition).filter(TRUE::equals).isPresent();
    }

    private static Optional<String> truth(boolean value) {
        return Optional.of(value ? TRUE : FALSE);
    }

    private static Optional<String> refuse(Node node) {
        throw new UnsupportedCondition(
                "a condition of SHOW with " + node.getClass().getSimpleName());
    }

    @Override
    public Optional<String> nullLiteral(Literal.Null literal) {
        return Optional.empty();
    }

    @Override
    public Optional<String> bool(Literal.Bool literal) {
        return truth(literal.value());
    }

    @Override
    public Optional<String> number(Literal.Numeric literal) {
        return Optional.of(literal.text());
    }

    @Override
    public Optional<String> text(Literal.Text literal) {
        return Optional.of(literal.value());
    }

    @Override
    public Optional<String> temporal(Literal.Temporal literal) {
        return Optional.of(literal.value());
    }

    @Override
    public Optional<String> column(Reference.Column reference) {
        String name = reference.name().last().text();
        Integer position = positions.get(name);
        if (position == null) {
            throw new UnsupportedCondition("Column '" + name + "' cannot be resolved");
        }
        return Optional.ofNullable(row[position]);
    }

    @Override
    public Optional<String> unary(Operation.Unary operation) {
        Optional<String> operand = value(operation.operand());
        return switch (operation.operator()) {
            case MINUS -> operand.map(text -> "-" + text);
            case PLUS -> operand;
            case NOT, BANG -> operand.flatMap(text -> truth(!text.equals(TRUE)));
            case BIT_NOT -> refuse(operation);
        };
    }

    @Override
    public Optional<String> binary(Operation.Binary operation) {
        return switch (operation.operator()) {
            case AND -> truth(holds(operation.left()) && holds(operation.right()));
            case OR -> truth(holds(operation.left()) || holds(operation.right()));
            case NULL_SAFE_EQUAL -> truth(value(operation.left()).equals(value(operation.right())));
            case EQUAL -> compared(operation, order -> order == 0);
            case NOT_EQUAL -> compared(operation, order -> order != 0);
            case LESS -> compared(operation, order -> order < 0);
            case LESS_OR_EQUAL -> compared(operation, order -> order <= 0);
            case GREATER -> compared(operation, order -> order > 0);
            case GREATER_OR_EQUAL -> compared(operation, order -> order >= 0);
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_LOGICAL, BIT_OR, BIT_AND, BIT_XOR -> refuse(operation);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, INTEGER_DIVIDE, MODULO -> refuse(operation);
        };
    }

    private Optional<String> compared(Operation.Binary operation, IntPredicate order) {
        Optional<String> right = value(operation.right());
        return value(operation.left()).flatMap(left -> right.flatMap(text -> truth(order.test(compare(left, text)))));
    }

    @Override
    public Optional<String> isNull(Predicate.IsNull predicate) {
        return truth(value(predicate.value()).isEmpty() != predicate.negated());
    }

    @Override
    public Optional<String> between(Predicate.Between predicate) {
        Optional<String> low = value(predicate.low());
        Optional<String> high = value(predicate.high());
        if (low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        return value(predicate.value()).flatMap(text -> {
            boolean inside = compare(text, low.get()) >= 0 && compare(text, high.get()) <= 0;
            return truth(inside != predicate.negated());
        });
    }

    @Override
    public Optional<String> inList(Predicate.InList predicate) {
        return value(predicate.value()).flatMap(text -> {
            boolean found = predicate.list().stream()
                    .map(this::value)
                    .flatMap(Optional::stream)
                    .anyMatch(candidate -> compare(text, candidate) == 0);
            return truth(found != predicate.negated());
        });
    }

    @Override
    public Optional<String> like(Predicate.Like predicate) {
        Optional<String> pattern = value(predicate.pattern());
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        return value(predicate.value()).flatMap(text -> switch (predicate.kind()) {
            case LIKE -> truth(like(text, pattern.get()) != predicate.negated());
            case REGEXP -> truth(text.matches("(?s).*(" + pattern.get() + ").*") != predicate.negated());
            case MATCH, MATCH_ANY, MATCH_ALL -> refuse(predicate);
        });
    }

    @Override
    public Optional<String> binary(Literal.Binary literal) {
        return refuse(literal);
    }

    @Override
    public Optional<String> interval(Literal.Interval literal) {
        return refuse(literal);
    }

    @Override
    public Optional<String> unit(Literal.Unit literal) {
        return refuse(literal);
    }

    @Override
    public Optional<String> star(Reference.Star reference) {
        return refuse(reference);
    }

    @Override
    public Optional<String> variable(Reference.Variable reference) {
        return refuse(reference);
    }

    @Override
    public Optional<String> parameter(Reference.Parameter reference) {
        return refuse(reference);
    }

    @Override
    public Optional<String> collate(Operation.Collate operation) {
        return value(operation.operand());
    }

    @Override
    public Optional<String> inQuery(Predicate.InQuery predicate) {
        return refuse(predicate);
    }

    @Override
    public Optional<String> function(Call.Function call) {
        return refuse(call);
    }

    @Override
    public Optional<String> cast(Call.Cast call) {
        return value(call.value());
    }

    @Override
    public Optional<String> caseWhen(Call.Case call) {
        return refuse(call);
    }

    @Override
    public Optional<String> extract(Call.Extract call) {
        return refuse(call);
    }

    @Override
    public Optional<String> namedArgument(Call.NamedArgument call) {
        return refuse(call);
    }

    @Override
    public Optional<String> arrayOf(Constructor.ArrayOf constructor) {
        return refuse(constructor);
    }

    @Override
    public Optional<String> mapOf(Constructor.MapOf constructor) {
        return refuse(constructor);
    }

    @Override
    public Optional<String> tuple(Constructor.Tuple constructor) {
        return refuse(constructor);
    }

    @Override
    public Optional<String> lambda(Constructor.Lambda constructor) {
        return refuse(constructor);
    }

    @Override
    public Optional<String> subscript(Access.Subscript access) {
        return refuse(access);
    }

    @Override
    public Optional<String> slice(Access.Slice access) {
        return refuse(access);
    }

    @Override
    public Optional<String> field(Access.Field access) {
        return refuse(access);
    }

    @Override
    public Optional<String> jsonArrow(Access.JsonArrow access) {
        return refuse(access);
    }

    @Override
    public Optional<String> scalar(Subquery.Scalar subquery) {
        return refuse(subquery);
    }

    @Override
    public Optional<String> exists(Subquery.Exists subquery) {
        return refuse(subquery);
    }
}
