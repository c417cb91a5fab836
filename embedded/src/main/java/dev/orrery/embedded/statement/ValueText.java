// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.embedded.function.JsonText;
import dev.orrery.embedded.function.StarRocksText;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** DuckDB's values as the text that StarRocks sends. */
final class ValueText {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    /** Some day of the year 2. */
    private static final long SURELY_AFTER_CHRIST = -62_100_000_000_000L;

    private ValueText() {}

    static @Nullable String read(ResultSet row, int column, DataType type) throws SQLException {
        if (type instanceof DataType.Text text && text.kind() == DataType.TextKind.VARBINARY) {
            Blob blob = row.getBlob(column);
            return blob == null ? null : new String(blob.getBytes(1, (int) blob.length()), StandardCharsets.ISO_8859_1);
        }
        if (type instanceof DataType.Text) {
            return row.getString(column);
        }
        Object value = row.getObject(column);
        boolean sketch = type.is(Kind.HLL) || type.is(Kind.BITMAP) || type.is(Kind.PERCENTILE);
        return value == null || sketch ? null : of(value, type);
    }

    private static String of(Object value, DataType type) throws SQLException {
        if (type instanceof DataType.Array array) {
            return list((Array) value, array.element());
        }
        if (type instanceof DataType.Map map) {
            return map((Array) value, map);
        }
        if (type instanceof DataType.Struct struct) {
            return struct((Struct) value, struct);
        }
        if (type instanceof DataType.Decimal decimal && value instanceof BigDecimal number) {
            return number.setScale(decimal.scale(), java.math.RoundingMode.HALF_UP)
                    .toPlainString();
        }
        if (type instanceof DataType.Decimal wide && WideDecimals.isWide(type)) {
            return new BigDecimal(new BigInteger(value.toString()), wide.scale()).toPlainString();
        }
        if (type instanceof DataType.Simple simple) {
            return simple(value, simple.kind());
        }
        return value.toString();
    }

    private static String simple(Object value, Kind kind) {
        return switch (kind) {
            case BOOLEAN, NULL -> value instanceof Boolean bool ? (bool ? "1" : "0") : value.toString();
            case FLOAT -> StarRocksText.ofFloat(((Number) value).floatValue());
            case DOUBLE -> StarRocksText.ofDouble(((Number) value).doubleValue());
            case TIME -> String.valueOf(StarRocksText.ofTime(((Number) value).doubleValue()));
            case DATE -> date(value);
            case DATETIME -> datetime(value);
            case JSON -> JsonText.of(value.toString());
            case TINYINT, SMALLINT, INT, BIGINT, LARGEINT, HLL, BITMAP, PERCENTILE, VARIANT, UNKNOWN ->
                value.toString();
        };
    }

    private static String date(Object value) {
        return value instanceof LocalDate date ? date.toString() : value.toString();
    }

    private static String datetime(Object value) {
        LocalDateTime moment = value instanceof Timestamp timestamp
                ? local(timestamp)
                : value instanceof LocalDateTime local ? local : LocalDateTime.parse(value.toString());
        return datetime(moment);
    }

    /** Of the year 0000 Java's timestamp only says that it is the first before the year 1. */
    private static LocalDateTime local(Timestamp timestamp) {
        if (timestamp.getTime() > SURELY_AFTER_CHRIST) {
            return timestamp.toLocalDateTime();
        }
        GregorianCalendar calendar = new GregorianCalendar();
        calendar.setTime(timestamp);
        int year = calendar.get(Calendar.YEAR);
        return LocalDateTime.of(
                calendar.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - year : year,
                calendar.get(Calendar.MONTH) + 1,
                calendar.get(Calendar.DAY_OF_MONTH),
                calendar.get(Calendar.HOUR_OF_DAY),
                calendar.get(Calendar.MINUTE),
                calendar.get(Calendar.SECOND),
                timestamp.getNanos());
    }

    /** By hand where it can be: a formatter takes longer than all the rest of a row. */
    private static String datetime(LocalDateTime moment) {
        boolean whole = moment.get(ChronoField.NANO_OF_SECOND) == 0;
        if (!whole || moment.getYear() < 0 || moment.getYear() > 9999) {
            return (whole ? SECONDS : MICROS).format(moment);
        }
        char[] text = "0000-00-00 00:00:00".toCharArray();
        digits(text, 0, 4, moment.getYear());
        digits(text, 5, 2, moment.getMonthValue());
        digits(text, 8, 2, moment.getDayOfMonth());
        digits(text, 11, 2, moment.getHour());
        digits(text, 14, 2, moment.getMinute());
        digits(text, 17, 2, moment.getSecond());
        return new String(text);
    }

    private static void digits(char[] text, int from, int count, int value) {
        int rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Inside another value: NULL is written, texts are quoted. */
    private static String element(@Nullable Object value, DataType type) throws SQLException {
        if (value == null) {
            return "null";
        }
        String text = of(value, type);
        if (type instanceof DataType.Text) {
            return '"' + text.replace("\"", "\\\"") + '"';
        }
        if (type.is(Kind.JSON)) {
            return "'" + text + "'";
        }
        boolean quoted = type.is(Kind.DATE) || type.is(Kind.DATETIME);
        return quoted ? '"' + text + '"' : text;
    }

    private static String list(Array array, DataType element) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (Object value : (Object[]) array.getArray()) {
            parts.add(element(value, element));
        }
        return "[" + String.join(",", parts) + "]";
    }

    /** A list of structs of key and value. */
    private static String map(Array map, DataType.Map type) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (Object entry : (Object[]) map.getArray()) {
            Object[] pair = ((Struct) entry).getAttributes();
            parts.add(element(pair[0], type.key()) + ":" + element(pair[1], type.value()));
        }
        return "{" + String.join(",", parts) + "}";
    }

    private static String struct(Struct struct, DataType.Struct type) throws SQLException {
        Object[] values = struct.getAttributes();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            DataType.Field field = type.fields().get(i);
            parts.add('"' + field.name() + "\":" + element(values[i], field.type()));
        }
        return "{" + String.join(",", parts) + "}";
    }
}
