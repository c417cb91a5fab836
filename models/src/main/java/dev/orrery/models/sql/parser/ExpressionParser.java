// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Predicate;
import dev.orrery.models.sql.tree.Predicate.LikeKind;
import dev.orrery.models.sql.tree.UnaryOperator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Operators, by precedence: logic, comparisons, predicates, then arithmetic by the binding powers of {@link
 * BinaryOperator}.
 */
@SuppressWarnings("EnumOrdinal") // The tables are made of the same enum in the same run; a switch costs twice as much.
final class ExpressionParser {
    /** A chain of equals leans to the left, as deep as it is long. */
    private static final int MAX_CHAIN = 2_000;

    private static final @Nullable BinaryOperator[] ARITHMETIC = operators(ExpressionParser::arithmeticOperator);
    private static final @Nullable BinaryOperator[] COMPARISONS = operators(ExpressionParser::comparisonOperator);

    /** How tightly what a kind goes on with binds, by ordinal; 0 for one that no operator begins with. */
    private static final byte[] LEVELS = new byte[TokenKind.values().length];

    private static final byte LOGIC = 1;
    private static final byte COMPARISON = 2;
    private static final byte PREDICATE = 3;
    private static final byte OPERATOR = 4;

    static {
        for (TokenKind kind : TokenKind.values()) {
            LEVELS[kind.ordinal()] = level(kind);
        }
    }

    private static final int FIRST_ARITHMETIC = BinaryOperator.SHIFT_LEFT.power();

    private final TokenCursor cursor;
    private final Grammar grammar;
    private final PrimaryParser primaries;

    ExpressionParser(TokenCursor cursor, Grammar grammar, PrimaryParser primaries) {
        this.cursor = cursor;
        this.grammar = grammar;
        this.primaries = primaries;
    }

    /** By the ordinal of the token's kind: asked for several times a token. */
    private static @Nullable BinaryOperator[] operators(Function<TokenKind, @Nullable BinaryOperator> of) {
        TokenKind[] kinds = TokenKind.values();
        @Nullable BinaryOperator[] operators = new @Nullable BinaryOperator[kinds.length];
        for (TokenKind kind : kinds) {
            operators[kind.ordinal()] = of.apply(kind);
        }
        return operators;
    }

    private static byte level(TokenKind kind) {
        if (arithmeticOperator(kind) != null) {
            return OPERATOR;
        }
        if (likeKind(kind) != null) {
            return PREDICATE;
        }
        return switch (kind) {
            case NOT, IN, BETWEEN -> PREDICATE;
            case IS -> COMPARISON;
            case AND, AND_SIGN, OR, OR_SIGN -> LOGIC;
            default -> comparisonOperator(kind) == null ? 0 : COMPARISON;
        };
    }

    private int level() {
        return LEVELS[cursor.kind().ordinal()];
    }

    Expression expression() {
        cursor.enter();
        Expression result = disjunction();
        cursor.leave();
        return result;
    }

    List<Expression> list() {
        return cursor.commaSeparated(this::expression);
    }

    // Every level of nesting costs a stack frame a method: AND and OR share theirs, as do NOT and the comparisons.
    private Expression disjunction() {
        Expression left = comparison();
        if (level() != LOGIC) {
            return left;
        }
        int chain = 0;
        while (true) {
            TokenKind kind = cursor.kind();
            if (kind == TokenKind.AND || kind == TokenKind.AND_SIGN) {
                cursor.next();
                left = binary(BinaryOperator.AND, left, comparison());
            } else if (kind == TokenKind.OR || kind == TokenKind.OR_SIGN) {
                cursor.next();
                left = binary(BinaryOperator.OR, left, conjunction());
            } else {
                return left;
            }
            chain = checked(chain);
        }
    }

    private Expression conjunction() {
        Expression left = comparison();
        int chain = 0;
        while (cursor.at(TokenKind.AND) || cursor.at(TokenKind.AND_SIGN)) {
            cursor.next();
            left = binary(BinaryOperator.AND, left, comparison());
            chain = checked(chain);
        }
        return left;
    }

    private int checked(int chain) {
        if (chain > MAX_CHAIN) {
            throw cursor.tooLong(MAX_CHAIN);
        }
        return chain + 1;
    }

    private Expression negation() {
        int start = cursor.position();
        cursor.next();
        cursor.enter();
        Expression operand = comparison();
        cursor.leave();
        return new Operation.Unary(cursor.since(start), UnaryOperator.NOT, operand);
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

    private Expression comparison() {
        if (cursor.at(TokenKind.NOT)) {
            return negation();
        }
        if (cursor.at(TokenKind.BINARY) && beginsOperand(1)) {
            cursor.next();
        }
        Expression left = predicate();
        int chain = 0;
        while (true) {
            if (level() != COMPARISON) {
                return left;
            }
            BinaryOperator operator = COMPARISONS[cursor.kind().ordinal()];
            if (operator != null) {
                cursor.next();
                left = binary(operator, left, predicate());
            } else {
                cursor.expect(TokenKind.IS);
                boolean negated = cursor.accept(TokenKind.NOT);
                if (!cursor.at(TokenKind.NULL)) {
                    throw cursor.unexpected("NULL after IS");
                }
                Location end = cursor.here();
                cursor.next();
                left = new Predicate.IsNull(left.at().to(end), left, negated);
            }
            chain = checked(chain);
        }
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

    private Expression predicate() {
        Expression value = arithmetic(FIRST_ARITHMETIC);
        if (level() != PREDICATE) {
            return value;
        }
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
        if (word == TokenKind.IN) {
            return in(value, negated);
        }
        if (word == TokenKind.BETWEEN) {
            Expression low = value();
            cursor.expect(TokenKind.AND);
            cursor.enter();
            Expression high = predicate();
            cursor.leave();
            return new Predicate.Between(value.at().to(high.at()), value, negated, low, high);
        }
        Expression pattern = value();
        if (like == null) {
            throw new IllegalStateException("no pattern predicate: " + word);
        }
        return new Predicate.Like(value.at().to(pattern.at()), like, value, negated, pattern);
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

    private Expression in(Expression value, boolean negated) {
        int start = cursor.position();
        if (cursor.at(TokenKind.LEFT_PAREN) && grammar.queries().beginsQuery(start, true)) {
            cursor.next();
            var query = grammar.queries().query();
            cursor.expect(TokenKind.RIGHT_PAREN);
            return new Predicate.InQuery(value.at().to(cursor.since(start)), value, negated, query);
        }
        cursor.enter();
        List<Expression> list = cursor.parenthesised(this::tupleOrExpression);
        cursor.leave();
        return new Predicate.InList(value.at().to(cursor.since(start)), value, negated, list);
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

    Expression value() {
        return arithmetic(FIRST_ARITHMETIC);
    }

    private Expression arithmetic(int least) {
        Expression left = primaries.primary();
        if (level() != OPERATOR) {
            return left;
        }
        int chain = 0;
        while (true) {
            BinaryOperator operator = ARITHMETIC[cursor.kind().ordinal()];
            if (operator == null || operator.power() < least) {
                return left;
            }
            cursor.next();
            left = binary(operator, left, arithmetic(operator.power() + 1));
            chain = checked(chain);
        }
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

    private static Expression binary(BinaryOperator operator, Expression left, Expression right) {
        return new Operation.Binary(left.at().to(right.at()), operator, left, right);
    }
}
