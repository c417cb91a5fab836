// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The type that several values become together, as in UNION, CASE and COALESCE: StarRocks' common super type (the rules of its
 * TypeManager).
 */
public final class Supertype {
    private static final List<Kind> INTEGERS =
            List.of(Kind.TINYINT, Kind.SMALLINT, Kind.INT, Kind.BIGINT, Kind.LARGEINT);

    private Supertype() {}

    /** Of all types, from left to right; empty where two of them have none. */
    public static Optional<DataType> of(List<DataType> types) {
        DataType result = DataType.of(Kind.NULL);
        for (DataType type : types) {
            Optional<DataType> next = of(result, type);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            result = next.get();
        }
        return Optional.of(result);
    }

    public static Optional<DataType> of(DataType left, DataType right) {
        if (left.is(Kind.UNKNOWN) || right.is(Kind.UNKNOWN)) {
            return Optional.of(left.is(Kind.UNKNOWN) ? left : right);
        }
        if (left.equals(right) || right.is(Kind.NULL)) {
            return Optional.of(left);
        }
        if (left.is(Kind.NULL)) {
            return Optional.of(right);
        }
        if (isText(left) || isText(right)) {
            return withText(left, right);
        }
        if (left instanceof DataType.Decimal || right instanceof DataType.Decimal) {
            return withDecimal(left, right);
        }
        if (left instanceof DataType.Simple a && right instanceof DataType.Simple b) {
            return simple(a.kind(), b.kind());
        }
        return nested(left, right);
    }

    private static Optional<DataType> withText(DataType left, DataType right) {
        if (isBinary(left) || isBinary(right)) {
            return isBinary(left) && isBinary(right)
                    ? Optional.of(new DataType.Text(DataType.TextKind.VARBINARY, Optional.empty()))
                    : Optional.empty();
        }
        if (isText(left) && isText(right)) {
            Optional<Integer> a = ((DataType.Text) left).length();
            Optional<Integer> b = ((DataType.Text) right).length();
            return Optional.of(
                    a.isPresent() && b.isPresent() ? DataType.varchar(Math.max(a.get(), b.get())) : DataType.varchar());
        }
        DataType other = isText(left) ? right : left;
        if (other instanceof DataType.Decimal) {
            return Optional.of(DataType.varchar());
        }
        if (!(other instanceof DataType.Simple simple)) {
            return Optional.empty();
        }
        return switch (simple.kind()) {
            case HLL, BITMAP, PERCENTILE, VARIANT -> Optional.empty();
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INT,
                    BIGINT,
                    LARGEINT,
                    FLOAT,
                    DOUBLE,
                    DATE,
                    DATETIME,
                    TIME,
                    JSON,
                    NULL,
                    UNKNOWN -> Optional.of(DataType.varchar());
        };
    }

    private static Optional<DataType> withDecimal(DataType left, DataType right) {
        if (!isNumeric(left) || !isNumeric(right)) {
            DataType other = left instanceof DataType.Decimal ? right : left;
            boolean double_ =
                    other.is(Kind.DATE) || other.is(Kind.DATETIME) || other.is(Kind.TIME) || other.is(Kind.JSON);
            return double_ ? Optional.of(DataType.of(Kind.DOUBLE)) : Optional.empty();
        }
        if (isFloat(left) || isFloat(right)) {
            return Optional.of(DataType.of(Kind.DOUBLE));
        }
        return Optional.of(decimals(asDecimal(left), asDecimal(right)));
    }

    private static DataType decimals(DataType.Decimal a, DataType.Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        int precision = Math.max(a.precision() - a.scale(), b.precision() - b.scale()) + scale;
        int most = a.precision() > 38 || b.precision() > 38 ? 76 : 38;
        return precision > most ? DataType.of(Kind.DOUBLE) : new DataType.Decimal(precision, scale);
    }

    private static Optional<DataType> simple(Kind a, Kind b) {
        if (a == Kind.BOOLEAN && isNumber(b)) {
            return Optional.of(DataType.of(b));
        }
        if (b == Kind.BOOLEAN && isNumber(a)) {
            return Optional.of(DataType.of(a));
        }
        if (isNumber(a) && isNumber(b)) {
            return Optional.of(DataType.of(numbers(a, b)));
        }
        if (isDate(a) && isDate(b)) {
            return Optional.of(DataType.of(Kind.DATETIME));
        }
        if (isDate(a) || isDate(b)) {
            return dateAndNumber(isDate(a) ? a : b, isDate(a) ? b : a);
        }
        if (a == Kind.JSON || b == Kind.JSON) {
            Kind other = a == Kind.JSON ? b : a;
            return isNumber(other) || other == Kind.BOOLEAN ? Optional.of(DataType.of(Kind.JSON)) : Optional.empty();
        }
        boolean time = (a == Kind.TIME && isNumber(b)) || (b == Kind.TIME && isNumber(a));
        return time ? Optional.of(DataType.of(Kind.DOUBLE)) : Optional.empty();
    }

    private static Optional<DataType> dateAndNumber(Kind date, Kind other) {
        return switch (other) {
            case INT -> date == Kind.DATE ? Optional.of(DataType.of(Kind.INT)) : Optional.empty();
            case BIGINT -> Optional.of(DataType.of(Kind.BIGINT));
            case LARGEINT -> Optional.of(DataType.of(Kind.LARGEINT));
            case FLOAT, DOUBLE -> Optional.of(DataType.of(Kind.DOUBLE));
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    DATE,
                    DATETIME,
                    TIME,
                    JSON,
                    HLL,
                    BITMAP,
                    PERCENTILE,
                    VARIANT,
                    NULL,
                    UNKNOWN -> Optional.empty();
        };
    }

    private static Kind numbers(Kind a, Kind b) {
        if (INTEGERS.contains(a) && INTEGERS.contains(b)) {
            return INTEGERS.get(Math.max(INTEGERS.indexOf(a), INTEGERS.indexOf(b)));
        }
        if (a == Kind.DOUBLE || b == Kind.DOUBLE) {
            return Kind.DOUBLE;
        }
        Kind other = a == Kind.FLOAT ? b : a;
        return INTEGERS.indexOf(other) >= INTEGERS.indexOf(Kind.INT) ? Kind.DOUBLE : Kind.FLOAT;
    }

    private static Optional<DataType> nested(DataType left, DataType right) {
        if (left instanceof DataType.Array a && right instanceof DataType.Array b) {
            return of(a.element(), b.element()).map(DataType.Array::new);
        }
        if (left instanceof DataType.Map a && right instanceof DataType.Map b) {
            return of(a.key(), b.key())
                    .flatMap(key -> of(a.value(), b.value()).map(value -> new DataType.Map(key, value)));
        }
        if (left instanceof DataType.Struct a
                && right instanceof DataType.Struct b
                && a.fields().size() == b.fields().size()) {
            List<DataType.Field> fields = new ArrayList<>();
            for (int i = 0; i < a.fields().size(); i++) {
                Optional<DataType> type =
                        of(a.fields().get(i).type(), b.fields().get(i).type());
                if (type.isEmpty()) {
                    return Optional.empty();
                }
                fields.add(new DataType.Field(a.fields().get(i).name(), type.get()));
            }
            return Optional.of(new DataType.Struct(fields));
        }
        return Optional.empty();
    }

    /** An exact number as a decimal: a BIGINT is DECIMAL(19, 0). */
    public static DataType.Decimal asDecimal(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return decimal;
        }
        if (!(type instanceof DataType.Simple simple)) {
            return new DataType.Decimal(38, 9);
        }
        return switch (simple.kind()) {
            case BOOLEAN -> new DataType.Decimal(1, 0);
            case TINYINT -> new DataType.Decimal(3, 0);
            case SMALLINT -> new DataType.Decimal(5, 0);
            case INT -> new DataType.Decimal(10, 0);
            case BIGINT -> new DataType.Decimal(19, 0);
            case LARGEINT -> new DataType.Decimal(38, 0);
            case FLOAT, DOUBLE, DATE, DATETIME, TIME, JSON, HLL, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN ->
                new DataType.Decimal(38, 9);
        };
    }

    /** CHAR, VARCHAR or VARBINARY. */
    public static boolean isText(DataType type) {
        return type instanceof DataType.Text;
    }

    public static boolean isBinary(DataType type) {
        return type instanceof DataType.Text text && text.kind() == DataType.TextKind.VARBINARY;
    }

    public static boolean isInteger(DataType type) {
        return type instanceof DataType.Simple simple && INTEGERS.contains(simple.kind());
    }

    public static boolean isFloat(DataType type) {
        return type.is(Kind.FLOAT) || type.is(Kind.DOUBLE);
    }

    /** Booleans too, which StarRocks takes for numbers. */
    public static boolean isNumeric(DataType type) {
        return type instanceof DataType.Decimal
                || (type instanceof DataType.Simple simple
                        && (isNumber(simple.kind()) || simple.kind() == Kind.BOOLEAN));
    }

    public static boolean isDate(DataType type) {
        return type instanceof DataType.Simple simple && isDate(simple.kind());
    }

    /** ARRAY, MAP or STRUCT. */
    public static boolean isNested(DataType type) {
        return type instanceof DataType.Array || type instanceof DataType.Map || type instanceof DataType.Struct;
    }

    /** Kept as a digest, never shown as it is. */
    public static boolean isMetric(DataType type) {
        return type.is(Kind.HLL) || type.is(Kind.BITMAP) || type.is(Kind.PERCENTILE);
    }

    static int integerRank(DataType type) {
        return type instanceof DataType.Simple simple ? INTEGERS.indexOf(simple.kind()) : -1;
    }

    static Kind integer(int rank) {
        return INTEGERS.get(Math.min(rank, INTEGERS.size() - 1));
    }

    private static boolean isNumber(Kind kind) {
        return INTEGERS.contains(kind) || kind == Kind.FLOAT || kind == Kind.DOUBLE;
    }

    private static boolean isDate(Kind kind) {
        return kind == Kind.DATE || kind == Kind.DATETIME;
    }
}
