// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Values as StarRocks prints them. */
public final class StarRocksText {
    /** StarRocks writes exponents from here on. */
    private static final int PLAIN_DIGITS = 16;

    private StarRocksText() {}

    /** The shortest text that reads back as the same number, without {@code .0}. */
    public static String ofDouble(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (value == 0) {
            return Math.copySign(1, value) < 0 ? "-0" : "0";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return shown(digits(Double.toString(value), d -> d.doubleValue() == value));
    }

    public static String ofFloat(float value) {
        if (Float.isNaN(value)) {
            return "nan";
        }
        if (value == 0) {
            return Math.copySign(1, value) < 0 ? "-0" : "0";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return shown(digits(Float.toString(value), d -> d.floatValue() == value));
    }

    /** The fewest digits that read back as the same number; Java 17 sometimes writes one too many. */
    private static BigDecimal digits(String java, Predicate<BigDecimal> same) {
        BigDecimal decimal = new BigDecimal(java).stripTrailingZeros();
        while (decimal.precision() > 1) {
            BigDecimal shorter = decimal.round(new MathContext(decimal.precision() - 1, RoundingMode.HALF_EVEN))
                    .stripTrailingZeros();
            if (!same.test(shorter)) {
                return decimal;
            }
            decimal = shorter;
        }
        return decimal;
    }

    private static String shown(BigDecimal decimal) {
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= PLAIN_DIGITS || exponent < -4) {
            String digits = decimal.unscaledValue().abs().toString();
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            String sign = decimal.signum() < 0 ? "-" : "";
            return sign + mantissa + "e" + (exponent < 0 ? "-" : "+")
                    + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
        }
        return decimal.toPlainString();
    }

    /** Seconds as {@code hh:mm:ss}; there may be more than 24 hours, and a sign. */
    public static @Nullable String ofTime(double seconds) {
        long whole = (long) Math.abs(seconds);
        String text = String.format(Locale.ROOT, "%02d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
        return seconds < 0 ? "-" + text : text;
    }
}
