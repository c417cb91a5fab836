// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Decimals of more than 38 digits as text: their digits without the point, which the type keeps. 256 bits at most. */
final class WideNumbers {
    private static final int BITS = 255;

    private WideNumbers() {}

    /**
     * The digits of a number.
     *
     * @param type precision and scale, with a comma between
     * @return null for what is no number, or has more digits before the point than the type
     */
    static @Nullable String parse(String text, String type) {
        int comma = type.indexOf(',');
        int precision = Integer.parseInt(type.substring(0, comma));
        int scale = Integer.parseInt(type.substring(comma + 1));
        try {
            BigDecimal number = new BigDecimal(text.strip()).setScale(scale, RoundingMode.HALF_UP);
            return number.precision() > precision
                    ? null
                    : number.unscaledValue().toString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static String text(String digits, String scale) {
        return new BigDecimal(new BigInteger(digits), Integer.parseInt(scale)).toPlainString();
    }

    /** A sum, NULL beyond 256 bits. */
    static @Nullable String fit(String digits) {
        return fitting(new BigInteger(digits));
    }

    static @Nullable String multiply(String x, String y) {
        return fitting(new BigInteger(x).multiply(new BigInteger(y)));
    }

    /**
     * @param divisor the divisor's digits, a colon, and how many zeros the dividend's get
     */
    static @Nullable String divide(String x, String divisor) {
        int colon = divisor.indexOf(':');
        BigInteger y = new BigInteger(divisor.substring(0, colon));
        if (y.signum() == 0) {
            return null;
        }
        int shift = Integer.parseInt(divisor.substring(colon + 1));
        BigInteger dividend = new BigInteger(x).multiply(BigInteger.TEN.pow(shift));
        return dividend.bitLength() > BITS
                ? null
                : new BigDecimal(dividend)
                        .divide(new BigDecimal(y), 0, RoundingMode.HALF_UP)
                        .toBigInteger()
                        .toString();
    }

    static @Nullable String modulo(String x, String y) {
        BigInteger divisor = new BigInteger(y);
        return divisor.signum() == 0
                ? null
                : new BigInteger(x).remainder(divisor).toString();
    }

    private static @Nullable String fitting(BigInteger number) {
        return number.bitLength() > BITS ? null : number.toString();
    }
}
