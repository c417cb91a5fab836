// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.ResultColumn;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of COM_STMT_EXECUTE and COM_STMT_FETCH: numbers and times in binary form. */
final class BinaryRows implements RowFormat {
    private static final int BITMAP_OFFSET = 2;

    private final int[] types;

    BinaryRows(List<ResultColumn> columns) {
        this.types = columns.stream()
                .mapToInt(column -> MySqlType.of(column.type()).code())
                .toArray();
    }

    @Override
    public void write(@Nullable String[] values, PayloadWriter payload) {
        payload.int1(0);
        int bitmap = payload.length();
        payload.zeros((types.length + 7 + BITMAP_OFFSET) / 8);
        for (int i = 0; i < types.length; i++) {
            String value = values[i];
            if (value == null) {
                int bit = i + BITMAP_OFFSET;
                payload.or(bitmap + bit / 8, 1 << (bit % 8));
            } else {
                value(types[i], value, payload);
            }
        }
    }

    private static void value(int type, String value, PayloadWriter payload) {
        switch (type) {
            case MySqlType.TINY -> payload.int1(Integer.parseInt(value));
            case MySqlType.SHORT -> payload.int2(Integer.parseInt(value));
            case MySqlType.LONG -> payload.int4(Integer.parseInt(value));
            case MySqlType.LONGLONG -> payload.int8(Long.parseLong(value));
            case MySqlType.FLOAT -> payload.int4(Float.floatToIntBits((float) number(value)));
            case MySqlType.DOUBLE -> payload.int8(Double.doubleToLongBits(number(value)));
            case MySqlType.DATE -> date(value, payload);
            case MySqlType.DATETIME -> dateTime(value, payload);
            case MySqlType.TIME -> time(value, payload);
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

    private static void date(String value, PayloadWriter payload) {
        LocalDate date = LocalDate.parse(value);
        payload.int1(4).int2(date.getYear()).int1(date.getMonthValue()).int1(date.getDayOfMonth());
    }

    private static void dateTime(String value, PayloadWriter payload) {
        int micros = micros(value);
        LocalDate date = LocalDate.parse(value.substring(0, 10));
        payload.int1(micros == 0 ? 7 : 11)
                .int2(date.getYear())
                .int1(date.getMonthValue())
                .int1(date.getDayOfMonth())
                .int1(digits(value, 11))
                .int1(digits(value, 14))
                .int1(digits(value, 17));
        if (micros != 0) {
            payload.int4(micros);
        }
    }

    /** Hours may be more than a day: {@code -838:59:59}. */
    private static void time(String value, PayloadWriter payload) {
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
