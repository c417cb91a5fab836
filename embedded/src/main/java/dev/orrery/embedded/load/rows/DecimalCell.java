// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** DECIMAL(p, s), p up to 38: digits beyond the scale are rounded half up. */
final class DecimalCell implements Cell {
    private static final int LONG_DIGITS = 18;
    private static final long[] POWERS = new long[LONG_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int digits = 1; digits <= LONG_DIGITS; digits++) {
            POWERS[digits] = POWERS[digits - 1] * 10;
        }
    }

    private final int precision;
    private final int scale;
    private long unscaled;
    private BigDecimal large = BigDecimal.ZERO;

    DecimalCell(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
    }

    @Override
    public Reading read(String text, ValueForm form) {
        if (form == ValueForm.TRUTH) {
            return read(text.equals("true") ? "1" : "0", ValueForm.NUMBER);
        }
        if (precision <= LONG_DIGITS && plain(text)) {
            return Math.abs(unscaled) < POWERS[precision] ? Reading.VALUE : Reading.UNREADABLE;
        }
        BigDecimal exact;
        try {
            exact = new BigDecimal(text.trim());
        } catch (NumberFormatException noNumber) {
            return Reading.UNREADABLE;
        }
        // Digits before the point; checked first, for 1E999999999 is short to write and long to spell out.
        if (exact.signum() != 0 && exact.precision() - (long) exact.scale() > precision - scale) {
            return Reading.UNREADABLE;
        }
        BigDecimal rounded = exact.signum() == 0 || exact.scale() > 1000 + scale
                ? BigDecimal.ZERO.setScale(scale)
                : exact.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > precision) {
            return Reading.UNREADABLE;
        }
        if (precision <= LONG_DIGITS) {
            unscaled = rounded.unscaledValue().longValue();
        } else {
            large = rounded;
        }
        return Reading.VALUE;
    }

    /** Reads {@code -123.45}; false for anything that is longer or otherwise written, or needs rounding. */
    private boolean plain(String text) {
        int length = text.length();
        int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length - at == 0 || length - at > LONG_DIGITS) {
            return false;
        }
        boolean negative = at == 1;
        long value = 0;
        int fraction = -1;
        int digits = 0;
        for (; at < length; at++) {
            char next = text.charAt(at);
            if (next == '.' && fraction < 0) {
                fraction = 0;
            } else if (next >= '0' && next <= '9') {
                value = value * 10 + (next - '0');
                digits++;
                fraction += fraction < 0 ? 0 : 1;
            } else {
                return false;
            }
        }
        int missing = scale - Math.max(fraction, 0);
        if (digits == 0 || missing < 0 || digits + missing > LONG_DIGITS) {
            return false;
        }
        unscaled = (negative ? -value : value) * POWERS[missing];
        return true;
    }

    @Override
    public void append(DuckDBAppender appender) throws SQLException {
        if (precision <= 4) {
            appender.appendDecimal((short) unscaled);
        } else if (precision <= 9) {
            appender.appendDecimal((int) unscaled);
        } else if (precision <= LONG_DIGITS) {
            appender.appendDecimal(unscaled);
        } else {
            BigInteger digits = large.unscaledValue();
            appender.appendDecimal(digits.longValue(), digits.shiftRight(64).longValue());
        }
    }
}
