// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.ResultColumn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.List;

/** Rows of COM_QUERY: each value is its text. */
final class TextRows implements RowFormat {
    private static final int NULL = 0xfb;
    private static final int DATE_LENGTH = 10;
    private static final int SECONDS_LENGTH = 19;
    private static final int MICROS_LENGTH = 26;

    private final boolean[] binary;
    private PayloadWriter payload = new PayloadWriter();
    private int column;

    TextRows(List<ResultColumn> columns) {
        this.binary = new boolean[columns.size()];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = MySqlType.of(columns.get(i).type()).code() == MySqlType.BLOB;
        }
    }

    @Override
    public void begin(PayloadWriter row) {
        payload = row;
        column = 0;
    }

    @Override
    public void none() {
        column++;
        payload.int1(NULL);
    }

    @Override
    public void text(String value) {
        if (binary[column++]) {
            payload.lenencBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            payload.lenencText(value);
        }
    }

    @Override
    public void whole(long value) {
        column++;
        payload.lenencNumber(value);
    }

    @Override
    public void decimal(long unscaled, int scale) {
        column++;
        payload.lenencDecimal(unscaled, scale);
    }

    @Override
    public void utf8(ByteBuffer bytes, int from, int length) {
        column++;
        payload.lenencBytes(bytes, from, length);
    }

    @Override
    public void date(LocalDate value) {
        column++;
        payload.int1(DATE_LENGTH);
        digits(value);
    }

    @Override
    public void dateTime(LocalDateTime value) {
        column++;
        int micros = value.get(ChronoField.MICRO_OF_SECOND);
        boolean whole = micros == 0;
        payload.int1(whole ? SECONDS_LENGTH : MICROS_LENGTH);
        digits(value.toLocalDate());
        payload.int1(' ')
                .digits(value.getHour(), 2)
                .int1(':')
                .digits(value.getMinute(), 2)
                .int1(':')
                .digits(value.getSecond(), 2);
        if (!whole) {
            payload.int1('.').digits(micros, 6);
        }
    }

    private void digits(LocalDate value) {
        payload.digits(value.getYear(), 4)
                .int1('-')
                .digits(value.getMonthValue(), 2)
                .int1('-')
                .digits(value.getDayOfMonth(), 2);
    }
}
