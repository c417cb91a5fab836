// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Decimal;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How StarRocks types operators and brings two types together. */
public final class TypeRules {
    public static final DataType BOOLEAN = DataType.of(Kind.BOOLEAN);
    public static final DataType TINYINT = DataType.of(Kind.TINYINT);
    public static final DataType SMALLINT = DataType.of(Kind.SMALLINT);
    public static final DataType INT = DataType.of(Kind.INT);
    public static final DataType BIGINT = DataType.of(Kind.BIGINT);
    public static final DataType LARGEINT = DataType.of(Kind.LARGEINT);
    public static final DataType FLOAT = DataType.of(Kind.FLOAT);
    public static final DataType DOUBLE = DataType.of(Kind.DOUBLE);
    public static final DataType DATE = DataType.of(Kind.DATE);
    public static final DataType DATETIME = DataType.of(Kind.DATETIME);
    public static final DataType JSON = DataType.of(Kind.JSON);
    public static final DataType NULL = DataType.of(Kind.NULL);
    public static final DataType VARCHAR = DataType.varchar();
    /** The most digits that DuckDB's decimals have. */
    public static final int MAX_PRECISION = 38;

    /** The most digits that StarRocks' decimals have. */
    public static final int WIDEST_PRECISION = 76;

    private static final List<Kind> INTEGERS =
            List.of(Kind.BOOLEAN, Kind.TINYINT, Kind.SMALLINT, Kind.INT, Kind.BIGINT, Kind.LARGEINT);
    private static final Map<Kind, Integer> DIGITS = Map.of(
            Kind.BOOLEAN, 1, Kind.TINYINT, 3, Kind.SMALLINT, 5, Kind.INT, 10, Kind.BIGINT, 19, Kind.LARGEINT, 38);

    private TypeRules() {}

    public static boolean isText(DataType type) {
        return type instanceof DataType.Text text && text.kind() != DataType.TextKind.VARBINARY;
    }

    public static boolean isBinary(DataType type) {
        return type instanceof DataType.Text text && text.kind() == DataType.TextKind.VARBINARY;
    }

    public static boolean isInteger(DataType type) {
        return integerRank(type) >= 0;
    }

    public static boolean isDecimal(DataType type) {
        return type instanceof Decimal;
    }

    public static boolean isFloating(DataType type) {
        return type.is(Kind.FLOAT) || type.is(Kind.DOUBLE);
    }

    public static boolean isNumeric(DataType type) {
        return isInteger(type) || isDecimal(type) || isFloating(type);
    }

    public static boolean isTemporal(DataType type) {
        return type.is(Kind.DATE) || type.is(Kind.DATETIME);
    }

    public static boolean isNested(DataType type) {
        return type instanceof DataType.Array || type instanceof DataType.Map || type instanceof DataType.Struct;
    }

    /** BOOLEAN is 0, LARGEINT 5; -1 for others. */
    public static int integerRank(DataType type) {
        return type instanceof DataType.Simple simple ? INTEGERS.indexOf(simple.kind()) : -1;
    }

    /** Of an integer type, beside its sign. */
    static int bits(DataType type) {
        return switch (integerRank(type)) {
            case 0 -> 1;
            case 1 -> 7;
            case 2 -> 15;
            case 3 -> 31;
            case 4 -> 63;
            default -> 127;
        };
    }

    /** A decimal that holds every value of an integer type. */
    public static Optional<Decimal> asDecimal(DataType type) {
        if (type instanceof Decimal decimal) {
            return Optional.of(decimal);
        }
        return type instanceof DataType.Simple simple && DIGITS.containsKey(simple.kind())
                ? Optional.of(new Decimal(DIGITS.get(simple.kind()), 0))
                : Optional.empty();
    }

    public static DataType common(List<Typed> values) {
        DataType type = NULL;
        for (Typed value : values) {
            type = common(type, value.type());
        }
        return type;
    }

    /** The type of UNION, CASE, IF, COALESCE and of the elements of an array. */
    public static DataType common(DataType a, DataType b) {
        if (a.equals(b) || b.is(Kind.NULL)) {
            return a;
        }
        if (a.is(Kind.NULL)) {
            return b;
        }
        if (isNested(a) || isNested(b)) {
            return commonNested(a, b);
        }
        if (isBinary(a) || isBinary(b)) {
            return isBinary(a) ? a : b;
        }
        if (isText(a) || isText(b)) {
            return commonText(a, b);
        }
        if (isInteger(a) && isInteger(b)) {
            return integerRank(a) >= integerRank(b) ? a : b;
        }
        if (isTemporal(a) && isTemporal(b)) {
            return DATETIME;
        }
        Optional<Decimal> left = asDecimal(a);
        Optional<Decimal> right = asDecimal(b);
        if (left.isPresent() && right.isPresent()) {
            return commonDecimal(left.get(), right.get());
        }
        if (isNumeric(a) && isNumeric(b)) {
            boolean narrow = (a.is(Kind.FLOAT) || b.is(Kind.FLOAT))
                    && Math.max(integerRank(a), integerRank(b)) <= integerRank(SMALLINT)
                    && !a.is(Kind.DOUBLE)
                    && !b.is(Kind.DOUBLE)
                    && !isDecimal(a)
                    && !isDecimal(b);
            return narrow ? FLOAT : DOUBLE;
        }
        if ((isTemporal(a) && isInteger(b)) || (isInteger(a) && isTemporal(b))) {
            return isInteger(a) ? a : b;
        }
        if ((isTemporal(a) && isNumeric(b)) || (isNumeric(a) && isTemporal(b))) {
            return DOUBLE;
        }
        if (a.is(Kind.JSON) || b.is(Kind.JSON)) {
            return JSON;
        }
        throw new Refusal(EmbeddedCode.FORM_REFUSED, "a common type of " + a + " and " + b);
    }

    private static DataType commonText(DataType a, DataType b) {
        if (a instanceof DataType.Text left
                && b instanceof DataType.Text right
                && left.length().isPresent()
                && right.length().isPresent()) {
            return DataType.varchar(Math.max(left.length().get(), right.length().get()));
        }
        return VARCHAR;
    }

    /** The most digits that an operation on the two gives. */
    static int most(Decimal a, Decimal b) {
        return WideDecimals.isWide(a) || WideDecimals.isWide(b) ? WIDEST_PRECISION : MAX_PRECISION;
    }

    /** The most digits of a sum or an average of such values. */
    public static int most(Decimal decimal) {
        return most(decimal, decimal);
    }

    private static DataType commonDecimal(Decimal a, Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return whole + scale > most(a, b) ? DOUBLE : new Decimal(whole + scale, scale);
    }

    private static DataType commonNested(DataType a, DataType b) {
        if (a instanceof DataType.Array left && b instanceof DataType.Array right) {
            return new DataType.Array(common(left.element(), right.element()));
        }
        if (a instanceof DataType.Map left && b instanceof DataType.Map right) {
            return new DataType.Map(common(left.key(), right.key()), common(left.value(), right.value()));
        }
        if (a instanceof DataType.Struct left
                && b instanceof DataType.Struct right
                && left.fields().size() == right.fields().size()) {
            List<DataType.Field> fields = new ArrayList<>();
            for (int i = 0; i < left.fields().size(); i++) {
                fields.add(new DataType.Field(
                        left.fields().get(i).name(),
                        common(
                                left.fields().get(i).type(),
                                right.fields().get(i).type())));
            }
            return new DataType.Struct(fields);
        }
        if (isText(a) || isText(b)) {
            return VARCHAR;
        }
        throw new Refusal(EmbeddedCode.FORM_REFUSED, "a common type of " + a + " and " + b);
    }

    /** In which type {@code a = b}, {@code a < b} and their like compare. */
    public static DataType comparison(DataType a, DataType b, BinaryOperator operator) {
        if (a.equals(b)) {
            return a;
        }
        if (a.is(Kind.NULL) || b.is(Kind.NULL)) {
            return common(a, b);
        }
        if (isNested(a) || isNested(b)) {
            return commonNested(a, b);
        }
        if (a.is(Kind.JSON) || b.is(Kind.JSON)) {
            return JSON;
        }
        if ((isTemporal(a) || isTemporal(b)) && (isText(a) || isText(b) || (isTemporal(a) && isTemporal(b)))) {
            return DATETIME;
        }
        if (isText(a) && isText(b)) {
            return VARCHAR;
        }
        if (isBinary(a) || isBinary(b)) {
            return isBinary(a) ? a : b;
        }
        if (isText(a) || isText(b)) {
            DataType number = isText(a) ? b : a;
            boolean equality = operator == BinaryOperator.EQUAL
                    || operator == BinaryOperator.NOT_EQUAL
                    || operator == BinaryOperator.NULL_SAFE_EQUAL;
            // cbo_eq_base_type = decimal, StarRocks' default since 3.3.
            if (equality && (isInteger(number) || isDecimal(number)) && !number.is(Kind.BOOLEAN)) {
                return isDecimal(number) ? number : new Decimal(MAX_PRECISION, 9);
            }
            return DOUBLE;
        }
        Optional<Decimal> left = asDecimal(a);
        Optional<Decimal> right = asDecimal(b);
        if (isInteger(a) && isInteger(b)) {
            return common(a, b);
        }
        if (left.isPresent() && right.isPresent()) {
            return commonDecimal(left.get(), right.get());
        }
        return DOUBLE;
    }

    /** What each operand of an arithmetic operator is cast to, and what comes out. */
    public record Arithmetic(DataType left, DataType right, DataType result) {
        static Arithmetic of(DataType all) {
            return new Arithmetic(all, all, all);
        }
    }

    public static Arithmetic arithmetic(BinaryOperator operator, DataType a, DataType b) {
        DataType left = operand(a);
        DataType right = operand(b);
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY -> sum(operator, left, right);
            case DIVIDE -> division(left, right);
            case MODULO -> modulo(left, right);
            case INTEGER_DIVIDE, BIT_AND, BIT_OR, BIT_XOR -> {
                boolean whole = isInteger(left) && isInteger(right);
                yield Arithmetic.of(whole ? common(left, right) : BIGINT);
            }
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_LOGICAL ->
                new Arithmetic(isInteger(left) ? left : BIGINT, BIGINT, isInteger(left) ? left : BIGINT);
            case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, NULL_SAFE_EQUAL ->
                throw new IllegalArgumentException(operator + " is no arithmetic");
        };
    }

    private static DataType operand(DataType type) {
        if (type.is(Kind.BOOLEAN) || type.is(Kind.NULL)) {
            return TINYINT;
        }
        return isInteger(type) || isDecimal(type) ? type : DOUBLE;
    }

    private static Arithmetic sum(BinaryOperator operator, DataType a, DataType b) {
        if (isInteger(a) && isInteger(b)) {
            DataType wide = common(a, b);
            DataType result =
                    wide.is(Kind.TINYINT) ? SMALLINT : wide.is(Kind.SMALLINT) ? INT : wide.is(Kind.INT) ? BIGINT : wide;
            return Arithmetic.of(result);
        }
        Optional<Decimal> left = asDecimal(a);
        Optional<Decimal> right = asDecimal(b);
        if (left.isEmpty() || right.isEmpty()) {
            return Arithmetic.of(DOUBLE);
        }
        Decimal l = left.get();
        Decimal r = right.get();
        if (operator == BinaryOperator.MULTIPLY) {
            int scale = l.scale() + r.scale();
            if (scale > most(l, r)) {
                throw new Refusal(EmbeddedCode.FORM_REFUSED, "a product with " + scale + " digits after the point");
            }
            return new Arithmetic(l, r, new Decimal(Math.min(most(l, r), l.precision() + r.precision()), scale));
        }
        int scale = Math.max(l.scale(), r.scale());
        int whole = Math.max(l.precision() - l.scale(), r.precision() - r.scale());
        DataType result = new Decimal(Math.min(most(l, r), whole + scale + 1), scale);
        return new Arithmetic(result, result, result);
    }

    private static Arithmetic division(DataType a, DataType b) {
        Optional<Decimal> left = asDecimal(a);
        Optional<Decimal> right = asDecimal(b);
        if (left.isEmpty() || right.isEmpty() || (isInteger(a) && isInteger(b))) {
            return Arithmetic.of(DOUBLE);
        }
        return new Arithmetic(
                left.get(), right.get(), new Decimal(most(left.get(), right.get()), quotientScale(left.get())));
    }

    /** Digits after the point of a quotient and of an average. */
    public static int quotientScale(Decimal dividend) {
        int scale = dividend.scale();
        return scale <= 6 ? scale + 6 : Math.max(scale, 12);
    }

    private static Arithmetic modulo(DataType a, DataType b) {
        if (isInteger(a) && isInteger(b)) {
            return Arithmetic.of(common(a, b));
        }
        Optional<Decimal> left = asDecimal(a);
        Optional<Decimal> right = asDecimal(b);
        if (left.isEmpty() || right.isEmpty()) {
            return Arithmetic.of(DOUBLE);
        }
        int scale = Math.max(left.get().scale(), right.get().scale());
        int whole = Math.max(
                left.get().precision() - left.get().scale(),
                right.get().precision() - right.get().scale());
        return Arithmetic.of(new Decimal(Math.min(most(left.get(), right.get()), whole + scale), scale));
    }
}
