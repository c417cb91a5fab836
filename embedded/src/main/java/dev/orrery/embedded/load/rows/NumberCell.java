// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Whole numbers, booleans and floating point. */
final class NumberCell {
    private NumberCell() {}

    /** Whole numbers of up to 64 bits. */
    static final class Whole implements Cell {
        /** How wide the number is in DuckDB. */
        enum Width {
            TINYINT(Byte.MIN_VALUE, Byte.MAX_VALUE),
            SMALLINT(Short.MIN_VALUE, Short.MAX_VALUE),
            INT(Integer.MIN_VALUE, Integer.MAX_VALUE),
            BIGINT(Long.MIN_VALUE, Long.MAX_VALUE);

            private final long min;
            private final long max;

            Width(long min, long max) {
                this.min = min;
                this.max = max;
            }
        }

        private final Width width;
        private long value;

        Whole(Width width) {
            this.width = width;
        }

        @Override
        public Reading read(String text, ValueForm form) {
            if (form == ValueForm.TRUTH) {
                value = text.equals("true") ? 1 : 0;
                return Reading.VALUE;
            }
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException notPlain) {
                BigInteger whole = whole(text, form);
                if (whole == null || whole.bitLength() > 63) {
                    return Reading.UNREADABLE;
                }
                value = whole.longValue();
            }
            return value < width.min || value > width.max ? Reading.UNREADABLE : Reading.VALUE;
        }

        @Override
        public void append(DuckDBAppender appender) throws SQLException {
            switch (width) {
                case TINYINT -> appender.append((byte) value);
                case SMALLINT -> appender.append((short) value);
                case INT -> appender.append((int) value);
                case BIGINT -> appender.append(value);
            }
        }
    }

    /** LARGEINT. */
    static final class Large implements Cell {
        private static final int BITS = 127;

        private BigInteger value = BigInteger.ZERO;

        @Override
        public Reading read(String text, ValueForm form) {
            BigInteger whole = form == ValueForm.TRUTH
                    ? (text.equals("true") ? BigInteger.ONE : BigInteger.ZERO)
                    : whole(text, form);
            if (whole == null || whole.bitLength() > BITS) {
                return Reading.UNREADABLE;
            }
            value = whole;
            return Reading.VALUE;
        }

        @Override
        public void append(DuckDBAppender appender) throws SQLException {
            appender.append(value);
        }
    }

    /** BOOLEAN: true, false, or a number that is zero or not. */
    static final class Truth implements Cell {
        private boolean value;

        @Override
        public Reading read(String text, ValueForm form) {
            String trimmed = text.trim();
            if (trimmed.equals("1") || trimmed.equalsIgnoreCase("true")) {
                value = true;
                return Reading.VALUE;
            }
            if (trimmed.equals("0") || trimmed.equalsIgnoreCase("false")) {
                value = false;
                return Reading.VALUE;
            }
            BigInteger whole = whole(trimmed, form);
            if (whole == null) {
                return Reading.UNREADABLE;
            }
            value = whole.signum() != 0;
            return Reading.VALUE;
        }

        @Override
        public void append(DuckDBAppender appender) throws SQLException {
            appender.append(value);
        }
    }

    /** FLOAT and DOUBLE. */
    static final class Floating implements Cell {
        /** How precise the number is. */
        enum Precision {
            FLOAT,
            DOUBLE
        }

        private final Precision precision;
        private double value;

        Floating(Precision precision) {
            this.precision = precision;
        }

        @Override
        public Reading read(String text, ValueForm form) {
            if (form == ValueForm.TRUTH) {
                value = text.equals("true") ? 1 : 0;
                return Reading.VALUE;
            }
            String trimmed = text.trim();
            if (trimmed.isEmpty() || !endsLikeANumber(trimmed.charAt(trimmed.length() - 1))) {
                return Reading.UNREADABLE;
            }
            try {
                value = Double.parseDouble(trimmed);
            } catch (NumberFormatException noNumber) {
                return Reading.UNREADABLE;
            }
            boolean outside = Double.isInfinite(value)
                    || (precision == Precision.FLOAT && Float.isInfinite((float) value))
                    || Double.isNaN(value);
            return outside ? Reading.UNREADABLE : Reading.VALUE;
        }

        // Java takes 1d, 1f and 0x1p3 for numbers, StarRocks does not.
        private static boolean endsLikeANumber(char last) {
            return (last >= '0' && last <= '9') || last == '.';
        }

        @Override
        public void append(DuckDBAppender appender) throws SQLException {
            if (precision == Precision.FLOAT) {
                appender.append((float) value);
            } else {
                appender.append(value);
            }
        }
    }

    /** The whole number in a text; a JSON number loses its fraction. Null where there is none. */
    private static @Nullable BigInteger whole(String text, ValueForm form) {
        String trimmed = text.trim();
        try {
            if (form != ValueForm.NUMBER) {
                return new BigInteger(trimmed);
            }
            BigDecimal number = new BigDecimal(trimmed);
            // 1E999999999 is short to write and long to spell out.
            return number.precision() - (long) number.scale() > 64 ? null : number.toBigInteger();
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
