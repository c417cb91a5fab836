// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.ResultColumn;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** Rows of COM_STMT_EXECUTE and COM_STMT_FETCH: numbers and times in binary form. */
final class BinaryRows implements RowFormat {
    private static final int BITMAP_OFFSET = 2;

    private final int[] types;
    private PayloadWriter payload = new PayloadWriter();
    private int bitmap;
    private int column;

    BinaryRows(List<ResultColumn> columns) {
        this.types = columns.stream()
                .mapToInt(one -> MySqlType.of(one.type()).code())
                .toArray();
    }

    @Override
    public void begin(PayloadWriter row) {
        payload = row;
        payload.int1(0);
        bitmap = payload.length();
        payload.zeros((types.length + 7 + BITMAP_OFFSET) / 8);
        column = 0;
    }

    @Override
    public void none() {
        int bit = column++ + BITMAP_OFFSET;
        payload.or(bitmap + bit / 8, 1 << (bit % 8));
    }

    @Override
    public void text(String value) {
        value(types[column++], value);
    }

    @Override
    public void whole(long value) {
        switch (types[column++]) {
            case MySqlType.TINY -> payload.int1((int) value);
            case MySqlType.SHORT -> payload.int2((int) value);
            case MySqlType.LONG -> payload.int4((int) value);
            case MySqlType.LONGLONG -> payload.int8(value);
            default -> value(types[column - 1], Long.toString(value));
        }
    }

    @Override
    public void date(LocalDate value) {
        if (types[column] == MySqlType.DATE) {
            column++;
            date(value, 4);
        } else {
            text(value.toString());
        }
    }

    @Override
    public void dateTime(LocalDateTime value) {
        if (types[column] != MySqlType.DATETIME) {
            text(value.toString());
            return;
        }
        column++;
        int micros = value.get(ChronoField.MICRO_OF_SECOND);
        date(value.toLocalDate(), micros == 0 ? 7 : 11);
        payload.int1(value.getHour()).int1(value.getMinute()).int1(value.getSecond());
        if (micros != 0) {
            payload.int4(micros);
        }
    }

    private void date(LocalDate value, int bytes) {
        payload.int1(bytes).int2(value.getYear()).int1(value.getMonthValue()).int1(value.getDayOfMonth());
    }

    private void value(int type, String value) {
        switch (type) {
            case MySqlType.TINY -> payload.int1(Integer.parseInt(value));
            case MySqlType.SHORT -> payload.int2(Integer.parseInt(value));
            case MySqlType.LONG -> payload.int4(Integer.parseInt(value));
            case MySqlType.LONGLONG -> payload.int8(Long.parseLong(value));
            case MySqlType.FLOAT -> payload.int4(Float.floatToIntBits((float) number(value)));
            case MySqlType.DOUBLE -> payload.int8(Double.doubleToLongBits(number(value)));
            case MySqlType.DATE -> date(LocalDate.parse(value), 4);
            case MySqlType.DATETIME -> dateTime(value);
            case MySqlType.TIME -> time(value);
            case MySqlType.BLOB -> payload.lenencBytes(value.getBytes(StandardCharsets.ISO_8859_1));
            default -> payload.lenencText(value);
        }
    }

    private static double number(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }

    private void dateTime(String value) {
        int micros = micros(value);
        date(LocalDate.parse(value.substring(0, 10)), micros == 0 ? 7 : 11);
        payload.int1(digits(value, 11)).int1(digits(value, 14)).int1(digits(value, 17));
        if (micros != 0) {
            payload.int4(micros);
        }
    }

    /** Hours may be more than a day: {@code -838:59:59}. */
    private void time(String value) {
        boolean negative = value.startsWith("-");
        String text = negative ? value.substring(1) : value;
        int colon = text.indexOf(':');
        int hours = Integer.parseInt(text.substring(0, colon));
        int micros = micros(text);
        payload.int1(micros == 0 ? 8 : 12)
                .int1(negative ? 1 : 0)
                .int4(hours / 24)
                .int1(hours % 24)
                .int1(digits(text, colon + 1))
                .int1(digits(text, colon + 4));
        if (micros != 0) {
            payload.int4(micros);
        }
    }

    private static int digits(String value, int from) {
        return Integer.parseInt(value.substring(from, from + 2));
    }

    private static int micros(String value) {
        int point = value.indexOf('.');
        if (point < 0) {
            return 0;
        }
        String fraction = (value.substring(point + 1) + "000000").substring(0, 6);
        return Integer.parseInt(fraction);
    }
}
