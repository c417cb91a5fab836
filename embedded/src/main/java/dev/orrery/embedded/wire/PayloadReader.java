// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of one packet and never past its end. */
final class PayloadReader {
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private int position;

    PayloadReader(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int remaining() {
        return bytes.length - position;
    }

    int int1() throws MalformedPacketException {
        return bytes[take(1)] & 0xff;
    }

    int int2() throws MalformedPacketException {
        return buffer.getShort(take(2)) & 0xffff;
    }

    int int4() throws MalformedPacketException {
        return buffer.getInt(take(4));
    }

    long int8() throws MalformedPacketException {
        return buffer.getLong(take(8));
    }

    /** A length-encoded integer. */
    long lenenc() throws MalformedPacketException {
        int first = int1();
        return switch (first) {
            case 0xfc -> int2();
            case 0xfd -> int2() | ((long) int1() << 16);
            case 0xfe -> int8();
            case 0xfb, 0xff -> throw new MalformedPacketException("a length that starts with " + first);
            default -> first;
        };
    }

    byte[] lenencBytes() throws MalformedPacketException {
        long length = lenenc();
        if (length < 0 || length > remaining()) {
            throw new MalformedPacketException(
                    "a field of " + Long.toUnsignedString(length) + " bytes, " + remaining() + " are left");
        }
        return bytes((int) length);
    }

    byte[] bytes(int length) throws MalformedPacketException {
        int start = take(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    byte[] rest() throws MalformedPacketException {
        return bytes(remaining());
    }

    void skip(int length) throws MalformedPacketException {
        take(length);
    }

    /** Text up to a zero byte. */
    String text() throws MalformedPacketException {
        return new String(untilZero(), StandardCharsets.UTF_8);
    }

    byte[] untilZero() throws MalformedPacketException {
        for (int end = position; end < bytes.length; end++) {
            if (bytes[end] == 0) {
                byte[] found = bytes(end - position);
                take(1);
                return found;
            }
        }
        throw new MalformedPacketException("a string without its end");
    }

    private int take(int length) throws MalformedPacketException {
        if (length < 0 || length > remaining()) {
            throw new MalformedPacketException(
                    length + " bytes expected at " + position + ", " + remaining() + " are left");
        }
        int start = position;
        position += length;
        return start;
    }
}
