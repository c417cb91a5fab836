// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.orrery.loader.pipeline.Format;
import dev.orrery.loader.table.ColumnType;
import dev.orrery.loader.table.TargetColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Writes values as their columns take them, or says why they do not fit. */
final class Fit {
    private static final int LARGEINT_BITS = 127;
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private final ZoneId zone;
    private final Format.Epoch epoch;

    Fit(ZoneId zone, Format.Epoch epoch) {
        this.zone = zone;
        this.epoch = epoch;
    }

    /** Writes the value; NULL is written as null. */
    void write(JsonGenerator out, TargetColumn column, JsonNode value) throws IOException, Misfit {
        if (value.isNull()) {
            if (column.nullability() == TargetColumn.Nullability.NOT_NULL) {
                throw new Misfit("column '" + column.name() + "' must not be NULL");
            }
            out.writeNull();
            return;
        }
        ColumnType type = column.type();
        switch (type.kind()) {
            case BOOLEAN -> out.writeNumber(bool(column, value) ? 1 : 0);
            case TINYINT -> out.writeNumber(whole(column, value, 7));
            case SMALLINT -> out.writeNumber(whole(column, value, 15));
            case INT -> out.writeNumber(whole(column, value, 31));
            case BIGINT -> out.writeNumber(whole(column, value, 63));
            case LARGEINT -> out.writeNumber(whole(column, value, LARGEINT_BITS));
            case FLOAT, DOUBLE -> out.writeNumber(floating(column, value));
            case DECIMAL -> out.writeNumber(decimal(column, value));
            case DATE -> out.writeString(date(column, value).toString());
            case DATETIME -> out.writeString(dateTime(column, value).format(DATE_TIME));
            case CHAR, VARCHAR -> out.writeString(text(column, value));
            case JSON -> out.writeTree(json(column, value));
            case ARRAY, MAP, STRUCT -> out.writeTree(container(column, value));
            case OTHER -> throw new Misfit("column '" + column.name() + "' has a type that no pipeline can write");
        }
    }

    private static Misfit misfit(TargetColumn column, JsonNode value, String wanted) {
        String shown = value.isTextual() ? value.textValue() : value.toString();
        String cut = shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
        return new Misfit("column '" + column.name() + "' wants " + wanted + ", found '" + cut + "'");
    }

    private static boolean bool(TargetColumn column, JsonNode value) throws Misfit {
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw misfit(column, value, "true or false");
        };
    }

    private static BigDecimal number(TargetColumn column, JsonNode value, String wanted) throws Misfit {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        try {
            return new BigDecimal(
                    value.textValue() == null ? "" : value.textValue().strip());
        } catch (NumberFormatException e) {
            throw misfit(column, value, wanted);
        }
    }

    private static BigInteger whole(TargetColumn column, JsonNode value, int bits) throws Misfit {
        String wanted = "a whole number of " + (bits + 1) / 8 + (bits == 7 ? " byte" : " bytes");
        BigDecimal number = number(column, value, wanted);
        // 1E999999999 would be written out digit by digit
        if (number.precision() - number.scale() > 40) {
            throw misfit(column, value, wanted);
        }
        try {
            BigInteger whole = number.toBigIntegerExact();
            if (whole.bitLength() <= bits) {
                return whole;
            }
        } catch (ArithmeticException e) {
            // has digits after the point
        }
        throw misfit(column, value, wanted);
    }

    private static double floating(TargetColumn column, JsonNode value) throws Misfit {
        double number = number(column, value, "a number").doubleValue();
        boolean fits = column.type().kind() == ColumnType.Kind.FLOAT
                ? Float.isFinite((float) number)
                : Double.isFinite(number);
        if (!fits) {
            throw misfit(column, value, "a finite number");
        }
        return number;
    }

    private static BigDecimal decimal(TargetColumn column, JsonNode value) throws Misfit {
        ColumnType type = column.type();
        String wanted = "a DECIMAL(" + type.length() + ", " + type.scale() + ")";
        BigDecimal number = number(column, value, wanted);
        if (number.signum() != 0 && number.precision() - (long) number.scale() > type.length() - type.scale()) {
            throw misfit(column, value, wanted);
        }
        try {
            // Rounding would change what the source said, and nobody would know.
            return number.setScale(type.scale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw misfit(column, value, wanted);
        }
    }

    private static LocalDate date(TargetColumn column, JsonNode value) throws Misfit {
        try {
            LocalDate date = value.isIntegralNumber() && value.canConvertToLong()
                    ? LocalDate.ofEpochDay(value.longValue())
                    : LocalDate.parse(value.asText().strip());
            return inRange(column, value, date);
        } catch (DateTimeException e) {
            throw misfit(column, value, "a date such as 2026-01-31");
        }
    }

    private static LocalDate inRange(TargetColumn column, JsonNode value, LocalDate date) throws Misfit {
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw misfit(column, value, "a date of the years 0 to 9999");
        }
        return date;
    }

    private LocalDateTime dateTime(TargetColumn column, JsonNode value) throws Misfit {
        try {
            LocalDateTime found =
                    value.isIntegralNumber() && value.canConvertToLong() ? counted(value.longValue()) : written(value);
            inRange(column, value, found.toLocalDate());
            return found;
        } catch (DateTimeException e) {
            throw misfit(column, value, "a date-time such as 2026-01-31 12:00:00");
        }
    }

    /** Debezium counts the wall clock as if it were UTC's. */
    private LocalDateTime counted(long number) {
        long perSecond = switch (epoch) {
            case MS -> 1_000;
            case US -> 1_000_000;
            case NS -> 1_000_000_000;
        };
        long nanos = Math.floorMod(number, perSecond) * (1_000_000_000 / perSecond);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(number, perSecond), (int) nanos, ZoneOffset.UTC);
    }

    private LocalDateTime written(JsonNode value) {
        String text = value.asText().strip().replace(' ', 'T');
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay();
        }
        boolean instant = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > 10;
        if (!instant) {
            return LocalDateTime.parse(text);
        }
        Instant at = OffsetDateTime.parse(text).toInstant();
        return LocalDateTime.ofInstant(at, zone);
    }

    private static String text(TargetColumn column, JsonNode value) throws Misfit {
        String text = value.isTextual() ? value.textValue() : value.toString();
        int limit = column.type().length();
        boolean surelyFits = text.length() * 3L <= limit;
        if (!surelyFits && text.getBytes(StandardCharsets.UTF_8).length > limit) {
            throw misfit(column, value, "at most " + limit + " bytes");
        }
        return text;
    }

    private static JsonNode json(TargetColumn column, JsonNode value) throws Misfit {
        if (!value.isTextual()) {
            return value;
        }
        try {
            JsonNode read = Json.MAPPER.readTree(value.textValue());
            if (!read.isMissingNode()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // said below, without the parser's place in a text that nobody sees
        }
        throw misfit(column, value, "JSON");
    }

    private static JsonNode container(TargetColumn column, JsonNode value) throws Misfit {
        JsonNode read = json(column, value);
        boolean array = column.type().kind() == ColumnType.Kind.ARRAY;
        if (array ? !read.isArray() : !read.isObject()) {
            throw misfit(column, value, array ? "a JSON array" : "a JSON object");
        }
        return read;
    }

    /** What stands in a column of a row that is to be deleted: the server still wants one where NULL is not allowed. */
    static JsonNode filler(TargetColumn column) {
        if (column.nullability() == TargetColumn.Nullability.NULLABLE) {
            return NullNode.getInstance();
        }
        return switch (column.type().kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, LARGEINT, FLOAT, DOUBLE, DECIMAL -> Json.NODES.numberNode(0);
            case DATE, DATETIME -> Json.NODES.textNode("1970-01-01");
            case CHAR, VARCHAR, OTHER -> Json.NODES.textNode("");
            case JSON, MAP, STRUCT -> Json.NODES.objectNode();
            case ARRAY -> Json.NODES.arrayNode();
        };
    }
}
