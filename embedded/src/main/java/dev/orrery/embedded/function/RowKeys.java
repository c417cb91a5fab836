// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * encode_sort_key and encode_fingerprint_sha256 (encode_row_id is another name of it), as recorded answers have them.
 * Values come as texts behind a letter of their type: {@code i} INT, {@code l} BIGINT, {@code s} a text, {@code a} an
 * array, which a fingerprint leaves out. What goes out is hexadecimal.
 */
final class RowKeys {
    private static final int INT_TAG = 3;
    private static final int BIGINT_TAG = 4;
    private static final int TEXT_TAG = 8;

    private RowKeys() {}

    /** Keys that sort as the values do: 0 for NULL, else 1 and the value; 0 between values. */
    static String sortKey(@Nullable String[] values) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                key.write(0);
            }
            String value = values[i];
            key.write(value == null ? 0 : 1);
            if (value != null) {
                key.writeBytes(sortable(value, i == values.length - 1));
            }
        }
        return HexFormat.of().formatHex(key.toByteArray());
    }

    private static byte[] sortable(String value, boolean last) {
        String text = value.substring(1);
        return switch (value.charAt(0)) {
            case 'i' ->
                ByteBuffer.allocate(4)
                        .putInt(Integer.parseInt(text) ^ Integer.MIN_VALUE)
                        .array();
            case 'l' ->
                ByteBuffer.allocate(8)
                        .putLong(Long.parseLong(text) ^ Long.MIN_VALUE)
                        .array();
            // Two zeros end a text that others follow.
            default -> (last ? text : text + "\0\0").getBytes(StandardCharsets.UTF_8);
        };
    }

    static String fingerprint(@Nullable String[] values) {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (String value : values) {
            if (value == null) {
                row.write(0);
            } else if (value.charAt(0) != 'a') {
                row.writeBytes(tagged(value));
            }
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(row.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] tagged(String value) {
        String text = value.substring(1);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (value.charAt(0)) {
            case 'i' -> little(5, INT_TAG).putInt(Integer.parseInt(text)).array();
            case 'l' -> little(9, BIGINT_TAG).putLong(Long.parseLong(text)).array();
            default -> little(1 + bytes.length, TEXT_TAG).put(bytes).array();
        };
    }

    private static ByteBuffer little(int length, int tag) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).put((byte) tag);
    }
}
