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
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of an expression over one row of a SHOW: comparisons of columns and literals and what joins them. True is {@code
 * 1}, false {@code 0}. Texts that are both numbers are compared as numbers.
 */
final class RowExpression implements ExpressionVisitor<@Nullable String> {
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

    private @Nullable String value(Expression expression) {
        return expression.accept(this);
    }

    private static String truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    private static String refuse(Node node) {
        throw new UnsupportedCondition("a condition of SHOW with " + node.getClass().getSimpleName());
    }

    @Override
    public @Nullable String nullLiteral(Literal.Null literal) {
        return null;
    }

    @Override
    public String bool(Literal.Bool literal) {
        return truth(literal.value());
    }

    @Override
    public String number(Literal.Numeric literal) {
        return literal.text();
    }

    @Override
    public String text(Literal.Text literal) {
        return literal.value();
    }

    @Override
    public String temporal(Literal.Temporal literal) {
        return literal.value();
    }

    @Override
    public @Nullable String column(Reference.Column reference) {
        String name = reference.name().last().text();
        Integer position = positions.get(name);
        if (position == null) {
            throw new UnsupportedCondition("Column '" + name + "' cannot be resolved");
        }
        return row[position];
    }

    @Override
    public @Nullable String unary(Operation.Unary operation) {
        String operand = value(operation.operand());
        if (operand == null) {
            return null;
        }
        return switch (operation.operator()) {
            case MINUS -> "-" + operand;
            case PLUS -> operand;
            case NOT, BANG -> truth(!operand.equals(TRUE));
            case BIT_NOT -> refuse(operation);
        };
    }

    @Override
    public @Nullable String binary(Operation.Binary operation) {
        String left = value(operation.left());
        String right = value(operation.right());
        return switch (operation.operator()) {
            case AND -> truth(TRUE.equals(left) && TRUE.equals(right));
            case OR -> truth(TRUE.equals(left) || TRUE.equals(right));
            case NULL_SAFE_EQUAL -> truth(left == null || right == null ? left == right : compare(left, right) == 0);
            case EQUAL -> compared(left, right, order -> order == 0);
            case NOT_EQUAL -> compared(left, right, order -> order != 0);
            case LESS -> compared(left, right, order -> order < 0);
            case LESS_OR_EQUAL -> compared(left, right, order -> order <= 0);
            case GREATER -> compared(left, right, order -> order > 0);
            case GREATER_OR_EQUAL -> compared(left, right, order -> order >= 0);
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_LOGICAL, BIT_OR, BIT_AND, BIT_XOR -> refuse(operation);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, INTEGER_DIVIDE, MODULO -> refuse(operation);
        };
    }

    private static @Nullable String compared(
            @Nullable String left, @Nullable String right, IntPredicate order) {
        return left == null || right == null ? null : truth(order.test(compare(left, right)));
    }

    @Override
    public String isNull(Predicate.IsNull predicate) {
        return truth((value(predicate.value()) == null) != predicate.negated());
    }

    @Override
    public @Nullable String between(Predicate.Between predicate) {
        String value = value(predicate.value());
        String low = value(predicate.low());
        String high = value(predicate.high());
        if (value == null || low == null || high == null) {
            return null;
        }
        boolean inside = compare(value, low) >= 0 && compare(value, high) <= 0;
        return truth(inside != predicate.negated());
    }

    @Override
    public @Nullable String inList(Predicate.InList predicate) {
        String value = value(predicate.value());
        if (value == null) {
            return null;
        }
        boolean found = false;
        for (Expression item : predicate.list()) {
            String candidate = value(item);
            found |= candidate != null && compare(value, candidate) == 0;
        }
        return truth(found != predicate.negated());
    }

    @Override
    public @Nullable String like(Predicate.Like predicate) {
        String value = value(predicate.value());
        String pattern = value(predicate.pattern());
        if (value == null || pattern == null) {
            return null;
        }
        return switch (predicate.kind()) {
            case LIKE -> truth(like(value, pattern) != predicate.negated());
            case REGEXP -> truth(value.matches("(?s).*(" + pattern + ").*") != predicate.negated());
            case MATCH, MATCH_ANY, MATCH_ALL -> refuse(predicate);
        };
    }

    @Override
    public String binary(Literal.Binary literal) {
        return refuse(literal);
    }

    @Override
    public String interval(Literal.Interval literal) {
        return refuse(literal);
    }

    @Override
    public String unit(Literal.Unit literal) {
        return refuse(literal);
    }

    @Override
    public String star(Reference.Star reference) {
        return refuse(reference);
    }

    @Override
    public String variable(Reference.Variable reference) {
        return refuse(reference);
    }

    @Override
    public String parameter(Reference.Parameter reference) {
        return refuse(reference);
    }

    @Override
    public @Nullable String collate(Operation.Collate operation) {
        return value(operation.operand());
    }

    @Override
    public String inQuery(Predicate.InQuery predicate) {
        return refuse(predicate);
    }

    @Override
    public String function(Call.Function call) {
        return refuse(call);
    }

    @Override
    public @Nullable String cast(Call.Cast call) {
        return value(call.value());
    }

    @Override
    public String caseWhen(Call.Case call) {
        return refuse(call);
    }

    @Override
    public String extract(Call.Extract call) {
        return refuse(call);
    }

    @Override
    public String namedArgument(Call.NamedArgument call) {
        return refuse(call);
    }

    @Override
    public String arrayOf(Constructor.ArrayOf constructor) {
        return refuse(constructor);
    }

    @Override
    public String mapOf(Constructor.MapOf constructor) {
        return refuse(constructor);
    }

    @Override
    public String tuple(Constructor.Tuple constructor) {
        return refuse(constructor);
    }

    @Override
    public String lambda(Constructor.Lambda constructor) {
        return refuse(constructor);
    }

    @Override
    public String subscript(Access.Subscript access) {
        return refuse(access);
    }

    @Override
    public String slice(Access.Slice access) {
        return refuse(access);
    }

    @Override
    public String field(Access.Field access) {
        return refuse(access);
    }

    @Override
    public String jsonArrow(Access.JsonArrow access) {
        return refuse(access);
    }

    @Override
    public String scalar(Subquery.Scalar subquery) {
        return refuse(subquery);
    }

    @Override
    public String exists(Subquery.Exists subquery) {
        return refuse(subquery);
    }
}
