// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Values written down; the spelling of a number decides its type. */
public final class Literals {
    private static final int LARGEST_BITS = 127;
    private static final int DECIMAL_BITS = 255;

    private Literals() {}

    public static Typed text(String value) {
        int bytes = value.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        return new Typed(DuckName.literal(value), DataType.varchar(bytes), false, new Typed.Constant.Text(value));
    }

    public static Typed number(String text) {
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return Typed.of("CAST('" + text + "' AS DOUBLE)", TypeRules.DOUBLE).notNull();
        }
        if (text.indexOf('.') < 0) {
            return whole(new BigInteger(text));
        }
        BigDecimal value = new BigDecimal(text.endsWith(".") ? text + "0" : text);
        int scale = Math.max(value.scale(), 0);
        int precision = Math.max(value.precision(), scale == 0 ? 1 : scale);
        if (precision > TypeRules.WIDEST_PRECISION) {
            checkWidth(value.unscaledValue());
            return Typed.of("CAST('" + text + "' AS DOUBLE)", TypeRules.DOUBLE).notNull();
        }
        DataType.Decimal type = new DataType.Decimal(precision, scale);
        if (WideDecimals.isWide(type)) {
            return Typed.of(WideDecimals.literal(text, type), type).notNull();
        }
        return Typed.of("CAST(" + value.toPlainString() + " AS DECIMAL(" + precision + ", " + scale + "))", type)
                .notNull();
    }

    public static Typed whole(BigInteger value) {
        int bits = value.bitLength();
        if (bits > LARGEST_BITS) {
            return decimal(value);
        }
        DataType type = bits <= 7
                ? TypeRules.TINYINT
                : bits <= 15
                        ? TypeRules.SMALLINT
                        : bits <= 31 ? TypeRules.INT : bits <= 63 ? TypeRules.BIGINT : TypeRules.LARGEINT;
        String sql = value.signum() < 0 ? "(" + value + ")" : value.toString();
        return new Typed(sql, type, false, new Typed.Constant.Whole(value));
    }

    private static Typed decimal(BigInteger value) {
        int digits = value.abs().toString().length();
        if (digits > TypeRules.WIDEST_PRECISION) {
            checkWidth(value);
            return Typed.of("CAST('" + value + "' AS DOUBLE)", TypeRules.DOUBLE).notNull();
        }
        DataType.Decimal type = new DataType.Decimal(digits, 0);
        return Typed.of(WideDecimals.literal(value.toString(), type), type).notNull();
    }

    /** Of 77 digits those that fit into 256 bits are decimals without a type of their own; longer ones are doubles. */
    private static void checkWidth(BigInteger digits) {
        if (digits.bitLength() <= DECIMAL_BITS) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "a number of 77 digits");
        }
    }

    public static Typed temporal(Literal.TemporalKind kind, String value) {
        DataType type = switch (kind) {
            case DATE -> TypeRules.DATE;
            case DATETIME -> TypeRules.DATETIME;
        };
        return Casting.to(text(value), type);
    }

    public static boolean isWhole(Typed value) {
        return value.constant() instanceof Typed.Constant.Whole;
    }

    /** Zero where the value is no whole number written down. */
    public static BigInteger wholeOf(Typed value) {
        return value.constant() instanceof Typed.Constant.Whole whole ? whole.value() : BigInteger.ZERO;
    }
}
