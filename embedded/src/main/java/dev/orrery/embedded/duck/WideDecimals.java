// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.models.function.OperatorTypes;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Decimal;
import dev.orrery.models.type.DataType.Kind;
import java.util.function.Function;

/**
 * Decimals of 39 to 76 digits, for which DuckDB has no type: the digits without their point, as a BIGNUM. It compares,
 * adds and sums them itself; Java reads, writes, multiplies and divides them.
 */
public final class WideDecimals {
    private WideDecimals() {}

    public static boolean isWide(DataType type) {
        return type instanceof Decimal decimal && decimal.precision() > TypeRules.MAX_PRECISION;
    }

    /** A number written down. */
    public static String literal(String text, Decimal type) {
        return parsed(DuckName.literal(text), type);
    }

    /** {@code CAST(value AS type)} where one of the two is wide; NULL where it does not fit. */
    static Typed cast(Typed value, DataType type) {
        Typed result = Typed.of(castText(value, type), type);
        return type.is(Kind.BOOLEAN) || TypeRules.isText(type) ? result.nullable(value.nullable()) : result;
    }

    private static String castText(Typed value, DataType type) {
        DataType from = value.type();
        if (type instanceof Decimal target && isWide(type)) {
            return parsed(plain(value), target);
        }
        if (type.is(Kind.BOOLEAN)) {
            return "(" + value.sql() + " <> 0::BIGNUM)";
        }
        String text = text(value.sql(), (Decimal) from);
        if (TypeRules.isText(type)) {
            return text;
        }
        if (TypeRules.isInteger(type)) {
            return "TRY_CAST(split_part(" + text + ", '.', 1) AS " + DuckType.of(type) + ")";
        }
        return Casting.to(Typed.of(text, TypeRules.VARCHAR), type).sql();
    }

    private static String plain(Typed value) {
        DataType from = value.type();
        boolean number = TypeRules.isNumeric(from) && !from.is(Kind.BOOLEAN) && !isWide(from);
        return number
                ? "CAST(" + value.sql() + " AS VARCHAR)"
                : Casting.toText(value).sql();
    }

    private static String parsed(String text, Decimal type) {
        return "CAST(sr_wide_parse(" + text + ", '" + type.precision() + "," + type.scale() + "') AS BIGNUM)";
    }

    /** As StarRocks writes it, with all digits of its scale. */
    public static String text(String sql, Decimal type) {
        return "sr_wide_text(CAST(" + sql + " AS VARCHAR), '" + type.scale() + "')";
    }

    /**
     * An operator whose result is wide; the operands are cast to the rule's types. What is beyond 256 bits is NULL.
     */
    public static String arithmetic(
            BinaryOperator operator, Typed a, Typed b, OperatorTypes rule, Function<String, String> refused) {
        Decimal left = wide(rule.left());
        Decimal right = wide(rule.right());
        Decimal result = (Decimal) rule.result();
        String x = Casting.to(a, left).sql();
        String y = Casting.to(b, right).sql();
        return switch (operator) {
            case ADD, SUBTRACT ->
                "CAST(sr_wide_fit(CAST((" + x + " " + operator.symbol() + " " + y + ") AS VARCHAR)) AS BIGNUM)";
            case MULTIPLY -> java("sr_wide_multiply", x, "CAST(" + y + " AS VARCHAR)");
            case DIVIDE -> quotient(x, y, result.scale() - left.scale() + right.scale());
            case MODULO -> java("sr_wide_modulo", x, "CAST(" + y + " AS VARCHAR)");
            case OR,
                    AND,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    NULL_SAFE_EQUAL,
                    INTEGER_DIVIDE,
                    BIT_AND,
                    BIT_OR,
                    BIT_XOR,
                    SHIFT_LEFT,
                    SHIFT_RIGHT,
                    SHIFT_RIGHT_LOGICAL -> refused.apply(operator.symbol());
        };
    }

    /** abs, negative and positive. */
    public static Typed signed(String function, Typed value) {
        String sql = value.sql();
        return switch (function) {
            case "abs" ->
                Typed.of("(CASE WHEN " + sql + " < 0::BIGNUM THEN -" + sql + " ELSE " + sql + " END)", value.type());
            case "negative" -> Typed.of("(-" + sql + ")", value.type());
            default -> value;
        };
    }

    /** Digits {@code x} times ten to the {@code shift}, divided by digits {@code y}, rounded half away from zero. */
    public static String quotient(String x, String y, int shift) {
        return java("sr_wide_divide", x, "CAST(" + y + " AS VARCHAR) || ':" + shift + "'");
    }

    private static String java(String function, String x, String y) {
        return "CAST(" + function + "(CAST(" + x + " AS VARCHAR), " + y + ") AS BIGNUM)";
    }

    private static Decimal wide(DataType type) {
        Decimal decimal = (Decimal) type;
        return isWide(decimal) ? decimal : new Decimal(TypeRules.WIDEST_PRECISION, decimal.scale());
    }
}
