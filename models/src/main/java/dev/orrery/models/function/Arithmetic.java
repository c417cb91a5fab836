// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Types of numbers and of what operators make of them. */
public final class Arithmetic {
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(127);

    private Arithmetic() {}

    /** What a number written down is: the smallest integer that holds it, a decimal, or with an exponent a DOUBLE. */
    public static DataType literal(String text) {
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return DataType.of(Kind.DOUBLE);
        }
        int point = text.indexOf('.');
        if (point < 0) {
            return integer(new BigInteger(text));
        }
        int scale = text.length() - point - 1;
        String whole = text.substring(0, point).replaceFirst("^[+-]", "").replaceFirst("^0+", "");
        int precision = Math.max(1, Math.max(scale, whole.length() + scale));
        return precision > 76 ? DataType.of(Kind.DOUBLE) : new DataType.Decimal(precision, scale);
    }

    private static DataType integer(BigInteger value) {
        int bits = value.bitLength();
        if (bits < 8) {
            return DataType.of(Kind.TINYINT);
        }
        if (bits < 16) {
            return DataType.of(Kind.SMALLINT);
        }
        if (bits < 32) {
            return DataType.of(Kind.INT);
        }
        if (bits < 64) {
            return DataType.of(Kind.BIGINT);
        }
        if (bits < 128 || value.abs().equals(LARGEST)) {
            return DataType.of(Kind.LARGEINT);
        }
        int digits = value.abs().toString().length();
        return digits > 76 ? DataType.of(Kind.DOUBLE) : new DataType.Decimal(digits, 0);
    }

    /** Of {@code left operator right}; empty where StarRocks refuses the pair. */
    public static Optional<DataType> result(BinaryOperator operator, DataType left, DataType right) {
        if (left.is(Kind.UNKNOWN) || right.is(Kind.UNKNOWN)) {
            return Optional.of(DataType.of(Kind.UNKNOWN));
        }
        if (refused(left) || refused(right)) {
            return Optional.empty();
        }
        return switch (operator) {
            case MULTIPLY ->
                tooFine(left, right) ? Optional.empty() : Optional.of(sum(operator, number(left), number(right)));
            case ADD, SUBTRACT -> Optional.of(sum(operator, number(left), number(right)));
            case DIVIDE -> Optional.of(quotient(number(left), number(right)));
            case MODULO -> Optional.of(remainder(number(left), number(right)));
            case INTEGER_DIVIDE, BIT_AND, BIT_OR, BIT_XOR -> Optional.of(integers(left, right));
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_LOGICAL ->
                Optional.of(Supertype.isInteger(left) ? left : DataType.of(Kind.BIGINT));
            case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, NULL_SAFE_EQUAL ->
                Optional.of(DataType.of(Kind.BOOLEAN));
        };
    }

    /** The scales of a product add up to more than the widest decimal has digits. */
    private static boolean tooFine(DataType left, DataType right) {
        return left instanceof DataType.Decimal a && right instanceof DataType.Decimal b && a.scale() + b.scale() > 76;
    }

    private static boolean refused(DataType type) {
        return Supertype.isNested(type) || Supertype.isMetric(type) || type.is(Kind.JSON) || Supertype.isBinary(type);
    }

    /** What counts as a number in arithmetic: everything that is none becomes a DOUBLE. */
    private static DataType number(DataType type) {
        if (type.is(Kind.BOOLEAN)) {
            return DataType.of(Kind.TINYINT);
        }
        boolean exact = Supertype.isInteger(type) || type instanceof DataType.Decimal || type.is(Kind.NULL);
        return exact ? type : DataType.of(Kind.DOUBLE);
    }

    private static DataType sum(BinaryOperator operator, DataType left, DataType right) {
        if (left.is(Kind.NULL) && right.is(Kind.NULL)) {
            return DataType.of(Kind.DOUBLE);
        }
        if (left.is(Kind.DOUBLE) || right.is(Kind.DOUBLE)) {
            return DataType.of(Kind.DOUBLE);
        }
        if (left instanceof DataType.Decimal || right instanceof DataType.Decimal) {
            return decimal(operator, left, right);
        }
        int rank = Math.max(Supertype.integerRank(left), Supertype.integerRank(right));
        int bigint = Supertype.integerRank(DataType.of(Kind.BIGINT));
        return DataType.of(Supertype.integer(rank < bigint ? rank + 1 : rank));
    }

    private static DataType decimal(BinaryOperator operator, DataType left, DataType right) {
        DataType.Decimal a = left.is(Kind.NULL) ? (DataType.Decimal) right : Supertype.asDecimal(left);
        DataType.Decimal b = right.is(Kind.NULL) ? a : Supertype.asDecimal(right);
        int most = a.precision() > 38 || b.precision() > 38 ? 76 : 38;
        if (operator == BinaryOperator.MULTIPLY) {
            int scale = a.scale() + b.scale();
            return scale > most
                    ? DataType.of(Kind.DOUBLE)
                    : new DataType.Decimal(Math.min(most, a.precision() + b.precision()), scale);
        }
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new DataType.Decimal(Math.min(most, whole + scale + 1), scale);
    }

    private static DataType quotient(DataType left, DataType right) {
        boolean decimals = (left instanceof DataType.Decimal || right instanceof DataType.Decimal)
                && !left.is(Kind.DOUBLE)
                && !right.is(Kind.DOUBLE);
        if (!decimals) {
            return DataType.of(Kind.DOUBLE);
        }
        DataType.Decimal a = left.is(Kind.NULL) ? (DataType.Decimal) right : Supertype.asDecimal(left);
        DataType.Decimal b = right.is(Kind.NULL) ? a : Supertype.asDecimal(right);
        int most = a.precision() > 38 || b.precision() > 38 ? 76 : 38;
        return new DataType.Decimal(most, dividedScale(a.scale()));
    }

    /** Scale of a quotient, and of AVG, by the scale of the dividend. */
    public static int dividedScale(int scale) {
        return scale <= 6 ? scale + 6 : Math.max(scale, 12);
    }

    private static DataType remainder(DataType left, DataType right) {
        if (left instanceof DataType.Decimal || right instanceof DataType.Decimal) {
            if (left.is(Kind.DOUBLE) || right.is(Kind.DOUBLE)) {
                return DataType.of(Kind.DOUBLE);
            }
            DataType.Decimal a = Supertype.asDecimal(left.is(Kind.NULL) ? right : left);
            DataType.Decimal b = Supertype.asDecimal(right.is(Kind.NULL) ? left : right);
            int scale = Math.max(a.scale(), b.scale());
            return new DataType.Decimal(Math.max(widest(a), widest(b)), scale);
        }
        return Supertype.of(List.of(left, right))
                .filter(type -> !type.is(Kind.NULL))
                .orElse(DataType.of(Kind.DOUBLE));
    }

    /** The most digits that the storage of a decimal holds. */
    private static int widest(DataType.Decimal decimal) {
        int precision = decimal.precision();
        return precision <= 9 ? 9 : precision <= 18 ? 18 : precision <= 38 ? 38 : 76;
    }

    private static DataType integers(DataType left, DataType right) {
        boolean both = (Supertype.isInteger(left) || left.is(Kind.BOOLEAN) || left.is(Kind.NULL))
                && (Supertype.isInteger(right) || right.is(Kind.BOOLEAN) || right.is(Kind.NULL));
        if (!both) {
            return DataType.of(Kind.BIGINT);
        }
        int rank = Math.max(0, Math.max(Supertype.integerRank(left), Supertype.integerRank(right)));
        return DataType.of(Supertype.integer(rank));
    }
}
