// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.models.function.OperatorTypes;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigInteger;

/**
 * Sums and products in 64 bits, where StarRocks' types ask for more. DuckDB fails where 64 bits do not suffice: a narrow
 * number is right or there is none. Its type in DuckDB has fewer digits than {@link DuckType#of} its type, and the same
 * scale.
 */
public final class NarrowNumbers {
    /** Of a decimal that is kept in 64 bits. */
    public static final int DIGITS = 18;

    /** Beside its sign. */
    public static final int BIGINT_BITS = 63;

    private NarrowNumbers() {}

    public static boolean isSum(BinaryOperator operator) {
        return operator == BinaryOperator.ADD
                || operator == BinaryOperator.SUBTRACT
                || operator == BinaryOperator.MULTIPLY;
    }

    /** How many bits a sum or product of whole numbers may need. */
    public static int bits(BinaryOperator operator, int left, int right) {
        return operator == BinaryOperator.MULTIPLY ? left + right : Math.max(left, right) + 1;
    }

    /** Whether the narrow result may be another than the full one. */
    public static boolean differ(BinaryOperator operator, Typed a, Typed b) {
        if (!isSum(operator)) {
            return false;
        }
        DataType result = TypeRules.operator(operator, a.type(), b.type()).result();
        return isLong(result) || (result.is(Kind.BIGINT) && bits(operator, a.bits(), b.bits()) > BIGINT_BITS);
    }

    /** Whether there is a narrow form: where it cannot differ it saves the casts between decimals of nearly the same width. */
    public static boolean applies(BinaryOperator operator, Typed a, Typed b) {
        boolean decimal = isSum(operator)
                && TypeRules.operator(operator, a.type(), b.type()).result() instanceof DataType.Decimal result
                && !WideDecimals.isWide(result);
        return decimal || differ(operator, a, b);
    }

    private static boolean isLong(DataType type) {
        return type instanceof DataType.Decimal decimal && decimal.precision() > DIGITS && !WideDecimals.isWide(type);
    }

    /** Of operands that may be narrow themselves. */
    public static Typed arithmetic(BinaryOperator operator, Typed a, Typed b) {
        OperatorTypes rule = TypeRules.operator(operator, a.type(), b.type());
        String sql = "(" + operand(a, rule.left()) + " " + operator.symbol() + " " + operand(b, rule.right()) + ")";
        return Typed.of(sql, rule.result()).nullable(a.nullable() || b.nullable());
    }

    private static String operand(Typed value, DataType type) {
        if (!TypeRules.isDecimal(type)) {
            return Casting.to(value, type).sql();
        }
        if (TypeRules.isDecimal(value.type()) || value.constant() instanceof Typed.Constant.Whole) {
            return value.sql();
        }
        return Casting.to(value, TypeRules.isInteger(value.type()) ? Supertype.asDecimal(value.type()) : type)
                .sql();
    }

    /** One of several values of which one is chosen: each no wider than it is. */
    public static String branch(Typed value, DataType type) {
        if (!isLong(type)) {
            return Casting.to(value, type).sql();
        }
        int scale = ((DataType.Decimal) type).scale();
        if (value.isNull()) {
            return "NULL";
        }
        if (value.constant() instanceof Typed.Constant.Whole whole) {
            BigInteger number = whole.value();
            int digits = number.abs().toString().length() + scale;
            return digits <= DIGITS
                    ? "CAST(" + number + " AS DECIMAL(" + digits + ", " + scale + "))"
                    : Casting.to(value, type).sql();
        }
        boolean same = value.type() instanceof DataType.Decimal decimal && decimal.scale() == scale;
        return same ? value.sql() : Casting.to(value, type).sql();
    }

    /** The value in DuckDB's type of its type again, so that nothing that is computed of it can fail. */
    public static Typed full(Typed value) {
        return mayBeNarrow(value.type())
                ? new Typed(
                        "CAST(" + value.sql() + " AS " + DuckType.of(value.type()) + ")",
                        value.type(),
                        value.nullable(),
                        value.constant())
                : value;
    }

    private static boolean mayBeNarrow(DataType type) {
        if (type instanceof DataType.Struct struct) {
            return struct.fields().stream().anyMatch(field -> mayBeNarrow(field.type()));
        }
        if (type instanceof DataType.Map map) {
            return mayBeNarrow(map.key()) || mayBeNarrow(map.value());
        }
        return type instanceof DataType.Array array ? mayBeNarrow(array.element()) : isLong(type);
    }
}
