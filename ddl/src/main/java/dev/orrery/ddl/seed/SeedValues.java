// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.seed;

import dev.orrery.models.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * Whether a value of a seed can stand in a column of a type, so that a wrong one is found in the file and not by the server,
 * which would put NULL in its place or refuse all rows. Answers what the column takes instead. Types whose text only the
 * server can judge, such as arrays and JSON, take everything.
 */
final class SeedValues implements DataType.Visitor<Optional<String>> {
    private static final Optional<String> FITS = Optional.empty();

    private final String text;

    private SeedValues(String text) {
        this.text = text;
    }

    /** What the type takes instead; empty when the value fits. */
    static Optional<String> misfit(String text, DataType type) {
        return type.accept(new SeedValues(text));
    }

    @Override
    public Optional<String> simple(DataType.Simple type) {
        return switch (type.kind()) {
            case BOOLEAN -> unless(text.matches("(?i)true|false|0|1"), "true or false");
            case TINYINT -> whole(8);
            case SMALLINT -> whole(16);
            case INT -> whole(32);
            case BIGINT -> whole(64);
            case LARGEINT -> whole(128);
            case FLOAT, DOUBLE -> unless(number().isPresent(), "a number");
            case DATE -> unless(isDate(), "a date such as 2026-01-31");
            case DATETIME -> unless(isDate() || isDateTime(), "a time such as 2026-01-31 08:30:00");
            case TIME, JSON, HLL, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN -> FITS;
        };
    }

    private Optional<String> whole(int bits) {
        try {
            return unless(new BigInteger(text.strip()).bitLength() < bits, "a whole number of " + bits + " bits");
        } catch (NumberFormatException e) {
            return Optional.of("a whole number");
        }
    }

    @Override
    public Optional<String> decimal(DataType.Decimal type) {
        int before = type.precision() - type.scale();
        Optional<BigDecimal> number = number().map(BigDecimal::stripTrailingZeros);
        boolean fits = number.filter(
                        found -> found.precision() - found.scale() <= before && found.scale() <= type.scale())
                .isPresent();
        return unless(
                fits, "a number of at most " + before + " digits before the point and " + type.scale() + " behind it");
    }

    @Override
    public Optional<String> text(DataType.Text type) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return type.length().filter(most -> bytes > most).map(most -> "at most " + most + " bytes; these are " + bytes);
    }

    @Override
    public Optional<String> array(DataType.Array type) {
        return FITS;
    }

    @Override
    public Optional<String> map(DataType.Map type) {
        return FITS;
    }

    @Override
    public Optional<String> struct(DataType.Struct type) {
        return FITS;
    }

    private static Optional<String> unless(boolean fits, String instead) {
        return fits ? FITS : Optional.of(instead);
    }

    private Optional<BigDecimal> number() {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isDate() {
        try {
            LocalDate.parse(text.strip());
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean isDateTime() {
        String[] parts = text.strip().split("[ T]", 2);
        try {
            LocalDate.parse(parts[0]);
            LocalTime.parse(parts.length == 2 ? parts[1] : "");
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
