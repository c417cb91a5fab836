// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Writes a bound value as an SQL literal. */
final class SqlLiteral {
    static final String NULL = "NULL";

    private SqlLiteral() {}

    static String text(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('\'');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'' || c == '\\') {
                quoted.append(c);
            }
            quoted.append(c);
        }
        return quoted.append('\'').toString();
    }

    /** Text where the bytes are UTF-8, else {@code x'…'}. */
    static String bytes(byte[] value) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        try {
            return text(decoder.decode(ByteBuffer.wrap(value)).toString());
        } catch (CharacterCodingException e) {
            return "x'" + HexFormat.of().formatHex(value) + "'";
        }
    }

    /** With an exponent, which makes it a DOUBLE in StarRocks: {@code 1.5} would be a DECIMAL. */
    static String number(double value) throws MalformedPacketException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new MalformedPacketException("a parameter that is " + value);
        }
        return exponent(Double.toString(value));
    }

    static String number(float value) throws MalformedPacketException {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            throw new MalformedPacketException("a parameter that is " + value);
        }
        return exponent(Float.toString(value));
    }

    /** Digits that a client sent as text. */
    static String decimal(String digits) throws MalformedPacketException {
        if (!digits.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)")) {
            throw new MalformedPacketException("'" + digits + "' as a decimal parameter");
        }
        return digits;
    }

    private static String exponent(String digits) {
        String lower = digits.toLowerCase(Locale.ROOT);
        return lower.indexOf('e') < 0 ? lower + "e0" : lower;
    }
}
