// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Predicate.LikeKind;
import dev.orrery.models.sql.tree.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operators by their binding power, as {@link BinaryOperator} has it: one loop reads all that follows an operand, asking
 * one table once a token. Predicates bind between comparisons and shifts; what follows an operand without a blank of its
 * own, such as {@code .f} or {@code [1]}, binds tightest.
 */
final class ExpressionParser {
    /** A chain of equals leans to the left, as deep as it is long. */
    private static final int MAX_CHAIN = 2_000;

    private static final int LOGIC = BinaryOperator.OR.power();
    private static final int COMPARISON = BinaryOperator.EQUAL.power();
    private static final int PREDICATE = COMPARISON + 1;
    private static final int ARITHMETIC = BinaryOperator.SHIFT_LEFT.power();
    private static final int SUFFIX = BinaryOperator.BIT_XOR.power() + 1;

    /** By {@link TokenKind#id}, how tightly that binds which begins with the token after an operand; 0 for nothing. */
    private static final byte[] POWERS = new byte[TokenKind.values().length];

    /** By {@link TokenKind#id}. */
    private static final @Nullable BinaryOperator[] OPERATORS = new @Nullable BinaryOperator[POWERS.length];

    /** By {@link TokenKind#id}, whether something stands before an operand. */
    private static final boolean[] PREFIXES = new boolean[POWERS.length];

    static {
        for (TokenKind kind : TokenKind.values()) {
            BinaryOperator operator = operator(kind);
            OPERATORS[kind.id()] = operator;
            POWERS[kind.id()] = (byte) (operator == null ? power(kind) : operator.power());
            PREFIXES[kind.id()] = kind == TokenKind.NOT || kind == TokenKind.BINARY || unaryOperator(kind) != null;
        }
    }

    private final TokenCursor cursor;
    private final Grammar grammar;
    private final PrimaryParser primaries;

    ExpressionParser(TokenCursor cursor, Grammar grammar, PrimaryParser primaries) {
        this.cursor = cursor;
        this.grammar = grammar;
        this.primaries = primaries;
    }

    private static @Nullable BinaryOperator operator(TokenKind kind) {
        return switch (kind) {
            case AND, AND_SIGN -> BinaryOperator.AND;
            case OR, OR_SIGN -> BinaryOperator.OR;
            default -> {
                BinaryOperator comparison = comparisonOperator(kind);
                yield comparison == null ? arithmeticOperator(kind) : comparison;
            }
        };
    }

    /** Of what is no binary operator. */
    private static int power(TokenKind kind) {
        return switch (kind) {
            case IS -> COMPARISON;
            case NOT, IN, BETWEEN -> PREDICATE;
            case DOT, LEFT_BRACKET, ARROW, COLLATE -> SUFFIX;
            default -> likeKind(kind) == null ? 0 : PREDICATE;
        };
    }

    Expression expression() {
        cursor.enter();
        Expression result = operation(LOGIC);
        cursor.leave();
        return result;
    }

    /** Without logic, comparisons and predicates. */
    Expression value() {
        return operation(ARITHMETIC);
    }

    /** Without operators after it. */
    Expression operand() {
        return operation(SUFFIX);
    }

    List<Expression> list() {
        Expression first = expression();
        if (!cursor.accept(TokenKind.COMMA)) {
            return List.of(first);
        }
        Expression second = expression();
        if (!cursor.accept(TokenKind.COMMA)) {
            return List.of(first, second);
        }
        List<Expression> list = new ArrayList<>(8);
        list.add(first);
        list.add(second);
        do {
            list.add(expression());
        } while (cursor.accept(TokenKind.COMMA));
        return list;
    }

    /**
     * An operand and the operators after it that bind at least as tightly.
     *
     * @param least a binding power
     */
    private Expression operation(int least) {
        int start = cursor.position();
        Expression left;
        int most = SUFFIX;
        if (PREFIXES[cursor.kindId()]) {
            left = prefixed(least);
            most = left instanceof Operation.Unary unary ? above(unary.operator()) : most;
        } else {
            left = primaries.operand();
        }
        int chain = 0;
        while (true) {
            int kind = cursor.kindId();
            int power = POWERS[kind];
            // What binds tighter than the operator before it stands behind a whole operation: that is an error.
            if (power < least || power > most) {
                return left;
            }
            BinaryOperator operator = OPERATORS[kind];
            if (operator != null) {
                cursor.next();
                Expression right = operation(power + 1);
                left = new Operation.Binary(cursor.startOf(start), cursor.lastEnd(), operator, left, right);
                most = power;
            } else if (power == SUFFIX) {
                left = primaries.suffixes(start, left);
            } else if (power == PREDICATE) {
                Expression value = left;
                left = predicate(start, value);
                if (left == value) {
                    return value;
                }
                most = COMPARISON;
            } else {
                left = isNull(start, left);
                most = COMPARISON;
            }
            if (chain++ > MAX_CHAIN) {
                throw cursor.tooLong(MAX_CHAIN);
            }
        }
    }

    /** What may follow a unary operator's operand. */
    private static int above(UnaryOperator operator) {
        return operator == UnaryOperator.NOT ? LOGIC + 1 : SUFFIX - 1;
    }

    private Expression prefixed(int least) {
        TokenKind kind = cursor.kind();
        if (kind == TokenKind.NOT && least <= COMPARISON) {
            return unary(UnaryOperator.NOT, COMPARISON);
        }
        if (kind == TokenKind.BINARY && least <= COMPARISON && beginsOperand(1)) {
            cursor.next();
        }
        UnaryOperator operator = unaryOperator(kind);
        return operator == null ? primaries.operand() : unary(operator, SUFFIX);
    }

    private Expression unary(UnaryOperator operator, int least) {
        int start = cursor.position();
        cursor.next();
        cursor.enter();
        Expression operand = operation(least);
        cursor.leave();
        return new Operation.Unary(cursor.since(start), operator, operand);
    }

    private static @Nullable UnaryOperator unaryOperator(TokenKind kind) {
        return switch (kind) {
            case MINUS_SIGN -> UnaryOperator.MINUS;
            case PLUS -> UnaryOperator.PLUS;
            case TILDE -> UnaryOperator.BIT_NOT;
            case BANG -> UnaryOperator.BANG;
            default -> null;
        };
    }

    /** After {@code BINARY}, which is a prefix without meaning, or a plain name. */
    private boolean beginsOperand(int ahead) {
        TokenKind kind = cursor.kind(ahead);
        return switch (kind) {
            case NAME, QUOTED_NAME, WHOLE_NUMBER, DECIMAL_NUMBER, DOUBLE_NUMBER, SINGLE_QUOTED, DOUBLE_QUOTED -> true;
            case CAST, CASE, NULL, TRUE, FALSE, AT, QUESTION -> true;
            default -> false;
        };
    }

    private Expression isNull(int start, Expression value) {
        cursor.expect(TokenKind.IS);
        boolean negated = cursor.accept(TokenKind.NOT);
        if (!cursor.at(TokenKind.NULL)) {
            throw cursor.unexpected("NULL after IS");
        }
        cursor.next();
        return new Predicate.IsNull(cursor.since(start), value, negated);
    }

    private static @Nullable BinaryOperator comparisonOperator(TokenKind kind) {
        return switch (kind) {
            case EQUAL -> BinaryOperator.EQUAL;
            case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
            case LESS_SIGN -> BinaryOperator.LESS;
            case LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
            case GREATER_SIGN -> BinaryOperator.GREATER;
            case GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
            case NULL_SAFE_EQUAL -> BinaryOperator.NULL_SAFE_EQUAL;
            default -> null;
        };
    }

    /** IN, BETWEEN and LIKE after a value; the value itself where none of them follows. */
    private Expression predicate(int start, Expression value) {
        boolean negated = cursor.at(TokenKind.NOT);
        TokenKind word = cursor.kind(negated ? 1 : 0);
        LikeKind like = likeKind(word);
        if (like == null && word != TokenKind.IN && word != TokenKind.BETWEEN) {
            return value;
        }
        if (negated) {
            cursor.next();
        }
        cursor.next();
        if (like != null) {
            Expression pattern = value();
            return new Predicate.Like(cursor.since(start), like, value, negated, pattern);
        }
        if (word == TokenKind.IN) {
            return in(start, value, negated);
        }
        Expression low = value();
        cursor.expect(TokenKind.AND);
        cursor.enter();
        Expression high = operation(PREDICATE);
        cursor.leave();
        return new Predicate.Between(cursor.since(start), value, negated, low, high);
    }

    private static @Nullable LikeKind likeKind(TokenKind kind) {
        return switch (kind) {
            case LIKE -> LikeKind.LIKE;
            case REGEXP, RLIKE -> LikeKind.REGEXP;
            case MATCH -> LikeKind.MATCH;
            case MATCH_ANY -> LikeKind.MATCH_ANY;
            case MATCH_ALL -> LikeKind.MATCH_ALL;
            default -> null;
        };
    }

    private Expression in(int start, Expression value, boolean negated) {
        if (cursor.at(TokenKind.LEFT_PAREN) && grammar.queries().beginsQuery(cursor.position(), true)) {
            cursor.next();
            var query = grammar.queries().query();
            cursor.expect(TokenKind.RIGHT_PAREN);
            return new Predicate.InQuery(cursor.since(start), value, negated, query);
        }
        cursor.enter();
        List<Expression> list = cursor.parenthesised(this::tupleOrExpression);
        cursor.leave();
        return new Predicate.InList(cursor.since(start), value, negated, list);
    }

    /** {@code (a, b)}, where more than one value may stand. */
    private Expression tupleOrExpression() {
        Expression tuple = primaries.tuple();
        return tuple == null ? expression() : tuple;
    }

    /** Body of a lambda: a pair of values where it makes the entries of a map. */
    Expression lambdaBody() {
        Constructor.Tuple tuple = primaries.tuple();
        return tuple == null ? expression() : tuple;
    }

    private static @Nullable BinaryOperator arithmeticOperator(TokenKind kind) {
        return switch (kind) {
            case PLUS -> BinaryOperator.ADD;
            case MINUS_SIGN -> BinaryOperator.SUBTRACT;
            case STAR -> BinaryOperator.MULTIPLY;
            case SLASH -> BinaryOperator.DIVIDE;
            case PERCENT, MOD -> BinaryOperator.MODULO;
            case DIV -> BinaryOperator.INTEGER_DIVIDE;
            case CARET -> BinaryOperator.BIT_XOR;
            case AMPERSAND -> BinaryOperator.BIT_AND;
            case BAR -> BinaryOperator.BIT_OR;
            case BITSHIFTLEFT -> BinaryOperator.SHIFT_LEFT;
            case BITSHIFTRIGHT -> BinaryOperator.SHIFT_RIGHT;
            case BITSHIFTRIGHTLOGICAL -> BinaryOperator.SHIFT_RIGHT_LOGICAL;
            default -> null;
        };
    }
}
