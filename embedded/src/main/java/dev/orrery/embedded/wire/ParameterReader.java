// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the parameters of COM_STMT_EXECUTE, each as an SQL literal. */
final class ParameterReader {
    private static final int DECIMAL = 0;
    private static final int VARCHAR = 15;
    private static final int BIT = 16;
    private static final int JSON = 245;
    private static final int ENUM = 247;
    private static final int SET = 248;
    private static final int UNSIGNED = 0x8000;

    private ParameterReader() {}

    /** @param type as the client bound it: the code, and a high bit for unsigned */
    static String read(PayloadReader reader, int type) throws MalformedPacketException {
        boolean unsigned = (type & UNSIGNED) != 0;
        int code = type & 0xff;
        return switch (code) {
            case MySqlType.NULL -> SqlLiteral.NULL;
            case MySqlType.TINY -> Integer.toString(unsigned ? reader.int1() : (byte) reader.int1());
            case MySqlType.SHORT, MySqlType.YEAR -> Integer.toString(unsigned ? reader.int2() : (short) reader.int2());
            case MySqlType.LONG, MySqlType.INT24 ->
                unsigned ? Integer.toUnsignedString(reader.int4()) : Integer.toString(reader.int4());
            case MySqlType.LONGLONG -> unsigned ? Long.toUnsignedString(reader.int8()) : Long.toString(reader.int8());
            case MySqlType.FLOAT -> SqlLiteral.number(Float.intBitsToFloat(reader.int4()));
            case MySqlType.DOUBLE -> SqlLiteral.number(Double.longBitsToDouble(reader.int8()));
            case MySqlType.DATE, MySqlType.DATETIME, MySqlType.TIMESTAMP -> dateTime(reader);
            case MySqlType.TIME -> time(reader);
            case DECIMAL, MySqlType.NEWDECIMAL ->
                SqlLiteral.decimal(new String(reader.lenencBytes(), StandardCharsets.UTF_8));
            // Drivers send bytes under a text type and text under a blob type alike.
            case VARCHAR,
                    MySqlType.VAR_STRING,
                    MySqlType.STRING,
                    JSON,
                    ENUM,
                    SET,
                    BIT,
                    MySqlType.TINY_BLOB,
                    MySqlType.MEDIUM_BLOB,
                    MySqlType.LONG_BLOB,
                    MySqlType.BLOB -> SqlLiteral.bytes(reader.lenencBytes());
            default -> throw new MalformedPacketException("a parameter of type " + code);
        };
    }

    private static String dateTime(PayloadReader reader) throws MalformedPacketException {
        int length = reader.int1();
        if (length != 0 && length != 4 && length != 7 && length != 11) {
            throw new MalformedPacketException("a date of " + length + " bytes");
        }
        if (length == 0) {
            return SqlLiteral.text("0000-00-00");
        }
        StringBuilder text = new StringBuilder();
        text.append(format("%04d-%02d-%02d", reader.int2(), reader.int1(), reader.int1()));
        if (length > 4) {
            text.append(format(" %02d:%02d:%02d", reader.int1(), reader.int1(), reader.int1()));
        }
        if (length > 7) {
            text.append(format(".%06d", reader.int4()));
        }
        return SqlLiteral.text(text.toString());
    }

    private static String time(PayloadReader reader) throws MalformedPacketException {
        int length = reader.int1();
        if (length != 0 && length != 8 && length != 12) {
            throw new MalformedPacketException("a time of " + length + " bytes");
        }
        if (length == 0) {
            return SqlLiteral.text("00:00:00");
        }
        String sign = reader.int1() == 0 ? "" : "-";
        int days = reader.int4();
        String text = sign + format("%02d:%02d:%02d", days * 24L + reader.int1(), reader.int1(), reader.int1());
        return SqlLiteral.text(length > 8 ? text + format(".%06d", reader.int4()) : text);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
