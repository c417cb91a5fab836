// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds one packet; used again for the next. */
final class PayloadWriter {
    private static final int USUAL = 4 << 10;
    private static final int KEPT = 1 << 20;

    private byte[] bytes = new byte[USUAL];
    private int length;

    /** Starts a new packet. */
    PayloadWriter reset() {
        if (bytes.length > KEPT) {
            bytes = new byte[USUAL];
        }
        length = 0;
        return this;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    PayloadWriter int1(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    PayloadWriter int2(int value) {
        return int1(value).int1(value >> 8);
    }

    PayloadWriter int4(int value) {
        return int2(value).int2(value >> 16);
    }

    PayloadWriter int8(long value) {
        return int4((int) value).int4((int) (value >> 32));
    }

    PayloadWriter lenenc(long value) {
        if (value >= 0 && value < 0xfb) {
            return int1((int) value);
        }
        if (value >= 0 && value < 1 << 16) {
            return int1(0xfc).int2((int) value);
        }
        if (value >= 0 && value < 1 << 24) {
            return int1(0xfd).int2((int) value).int1((int) (value >> 16));
        }
        return int1(0xfe).int8(value);
    }

    PayloadWriter bytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    PayloadWriter zeros(int count) {
        room(count);
        Arrays.fill(bytes, length, length + count, (byte) 0);
        length += count;
        return this;
    }

    PayloadWriter lenencBytes(byte[] value) {
        return lenenc(value.length).bytes(value);
    }

    PayloadWriter lenencText(String value) {
        int count = value.length();
        if (count < 0xfb) {
            room(count + 1);
            int at = length;
            bytes[at++] = (byte) count;
            int done = 0;
            while (done < count) {
                char next = value.charAt(done);
                if (next >= 0x80) {
                    return lenencBytes(value.getBytes(StandardCharsets.UTF_8));
                }
                bytes[at++] = (byte) next;
                done++;
            }
            length = at;
            return this;
        }
        return lenencBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The decimal digits of a number, behind their count. */
    PayloadWriter lenencNumber(long value) {
        if (value == Long.MIN_VALUE) {
            return lenencText(Long.toString(value));
        }
        long left = Math.abs(value);
        int count = value < 0 ? 2 : 1;
        for (long rest = left; rest >= 10; rest /= 10) {
            count++;
        }
        room(count + 1);
        bytes[length++] = (byte) count;
        int at = length + count;
        length = at;
        do {
            bytes[--at] = (byte) ('0' + left % 10);
            left /= 10;
        } while (left != 0);
        if (value < 0) {
            bytes[--at] = '-';
        }
        return this;
    }

    /** The text of {@code value / 10^scale}, behind its length. */
    PayloadWriter lenencDecimal(long value, int scale) {
        if (scale == 0 || value == Long.MIN_VALUE) {
            return scale == 0
                    ? lenencNumber(value)
                    : lenencText(BigDecimal.valueOf(value, scale).toPlainString());
        }
        long left = Math.abs(value);
        int digits = 1;
        for (long rest = left; rest >= 10; rest /= 10) {
            digits++;
        }
        int count = Math.max(digits, scale + 1) + 1 + (value < 0 ? 1 : 0);
        room(count + 1);
        bytes[length++] = (byte) count;
        int start = length;
        length += count;
        int point = length - scale - 1;
        for (int at = length - 1; at >= start; at--) {
            if (at == point) {
                bytes[at] = '.';
            } else {
                bytes[at] = (byte) ('0' + left % 10);
                left /= 10;
            }
        }
        if (value < 0) {
            bytes[start] = '-';
        }
        return this;
    }

    PayloadWriter lenencBytes(ByteBuffer value, int from, int count) {
        lenenc(count).room(count);
        value.get(from, bytes, length, count);
        length += count;
        return this;
    }

    /** A number of 0 or more with leading zeros. */
    PayloadWriter digits(int value, int count) {
        room(count);
        int left = value;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += count;
        return this;
    }

    PayloadWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Text and a zero byte. */
    PayloadWriter zeroText(String value) {
        return text(value).int1(0);
    }

    /** Sets bits in a byte written before, as of a NULL bitmap. */
    void or(int position, int bits) {
        bytes[position] |= (byte) bits;
    }

    private void room(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
