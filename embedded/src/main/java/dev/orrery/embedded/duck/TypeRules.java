// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.function.OperatorTypes;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Decimal;
import dev.orrery.models.type.DataType.Kind;
import dev.orrery.models.type.TypeText;
import java.util.List;

/** Names for types, and what kind of type one is; the rules of types are those of {@code models.function}. */
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

    public static DataType common(List<Typed> values) {
        DataType type = NULL;
        for (Typed value : values) {
            type = common(type, value.type());
        }
        return type;
    }

    /** The type of UNION, CASE, IF, COALESCE and of the elements of an array. */
    public static DataType common(DataType a, DataType b) {
        return Supertype.of(a, b)
                .orElseThrow(() -> new Refusal(
                        EmbeddedCode.FORM_REFUSED, "a common type of " + TypeText.ddl(a) + " and " + TypeText.ddl(b)));
    }

    /** What an operator casts its operands to, and what comes out. */
    public static OperatorTypes operator(BinaryOperator operator, DataType a, DataType b) {
        return OperatorTypes.of(operator, a, b)
                .orElseThrow(() -> new Refusal(
                        EmbeddedCode.FORM_REFUSED,
                        "'" + operator.symbol() + "' between " + TypeText.ddl(a) + " and " + TypeText.ddl(b)));
    }

    /** The most digits of a sum or an average of such values. */
    public static int most(Decimal decimal) {
        return WideDecimals.isWide(decimal) ? WIDEST_PRECISION : MAX_PRECISION;
    }
}
