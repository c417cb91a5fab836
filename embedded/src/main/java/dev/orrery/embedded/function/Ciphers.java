// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** aes_encrypt and aes_decrypt. Bytes come in and go out as Base64, since DuckDB's Java functions take texts only. */
final class Ciphers {
    private static final Pattern MODE = Pattern.compile("AES_(128|192|256)_(ECB|CBC|CFB|CFB1|CFB8|CFB128|OFB|CTR|GCM)");
    /** What StarRocks takes where none is given. */
    private static final String NO_VECTOR = "STARROCKS_16BYTE";

    private static final int BLOCK = 16;
    private static final int GCM_VECTOR = 12;

    private Ciphers() {}

    /**
     * @param arguments data in Base64, key, initial vector, mode, additional data
     */
    static @Nullable String encrypt(@Nullable String[] arguments) {
        return run(Cipher.ENCRYPT_MODE, arguments);
    }

    static @Nullable String decrypt(@Nullable String[] arguments) {
        return run(Cipher.DECRYPT_MODE, arguments);
    }

    private static @Nullable String run(int direction, @Nullable String[] arguments) {
        String data = arguments[0];
        String key = arguments[1];
        Matcher mode = MODE.matcher(arguments[3] == null ? "AES_128_ECB" : arguments[3].toUpperCase(Locale.ROOT));
        if (data == null || key == null || !mode.matches()) {
            return null;
        }
        boolean ecb = mode.group(2).equals("ECB");
        if (arguments[2] == null && !ecb) {
            return null;
        }
        SecretKeySpec secret = key(key, Integer.parseInt(mode.group(1)) / 8);
        String vectorText = ecb || arguments[2] == null || arguments[2].isEmpty() ? NO_VECTOR : arguments[2];
        byte[] vector = vectorText.getBytes(StandardCharsets.UTF_8);
        byte[] more = arguments[4] == null ? new byte[0] : arguments[4].getBytes(StandardCharsets.UTF_8);
        try {
            byte[] bytes = Base64.getDecoder().decode(data);
            byte[] result = switch (mode.group(2)) {
                case "GCM" -> authenticated(direction, bytes, secret, vector, more);
                case "CFB1" -> bitwise(direction, bytes, secret, vector);
                default -> plain(direction, bytes, secret, vector, mode.group(2));
            };
            return Base64.getEncoder().encodeToString(result);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    /** A longer key is folded, a shorter one filled with zeros: as MySQL does it. */
    private static SecretKeySpec key(String text, int length) {
        byte[] key = new byte[length];
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            key[i % length] ^= bytes[i];
        }
        return new SecretKeySpec(key, "AES");
    }

    private static byte[] plain(int direction, byte[] data, SecretKeySpec key, byte[] vector, String mode)
            throws GeneralSecurityException {
        String transformation = switch (mode) {
            case "ECB", "CBC" -> "AES/" + mode + "/PKCS5Padding";
            case "CFB" -> "AES/CFB128/NoPadding";
            case "OFB" -> "AES/OFB128/NoPadding";
            default -> "AES/" + mode + "/NoPadding";
        };
        Cipher cipher = Cipher.getInstance(transformation);
        if (mode.equals("ECB")) {
            cipher.init(direction, key);
        } else {
            cipher.init(direction, key, new IvParameterSpec(Arrays.copyOf(vector, BLOCK)));
        }
        return cipher.doFinal(data);
    }

    /** The vector stands before the data. */
    private static byte[] authenticated(int direction, byte[] data, SecretKeySpec key, byte[] vector, byte[] more)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        boolean encrypts = direction == Cipher.ENCRYPT_MODE;
        if (!encrypts && data.length < GCM_VECTOR) {
            throw new IllegalArgumentException("too short");
        }
        byte[] nonce = Arrays.copyOf(encrypts ? vector : data, GCM_VECTOR);
        cipher.init(direction, key, new GCMParameterSpec(8 * BLOCK, nonce));
        cipher.updateAAD(more);
        if (!encrypts) {
            return cipher.doFinal(data, GCM_VECTOR, data.length - GCM_VECTOR);
        }
        byte[] sealed = cipher.doFinal(data);
        byte[] result = Arrays.copyOf(nonce, GCM_VECTOR + sealed.length);
        System.arraycopy(sealed, 0, result, GCM_VECTOR, sealed.length);
        return result;
    }

    /** Cipher feedback of single bits, which the JDK does not have. */
    private static byte[] bitwise(int direction, byte[] data, SecretKeySpec key, byte[] vector)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        byte[] register = Arrays.copyOf(vector, BLOCK);
        byte[] result = new byte[data.length];
        for (int bit = 0; bit < 8 * data.length; bit++) {
            int shift = 7 - bit % 8;
            int in = data[bit / 8] >> shift & 1;
            int out = in ^ (cipher.doFinal(register)[0] >> 7 & 1);
            result[bit / 8] |= (byte) (out << shift);
            int fed = direction == Cipher.ENCRYPT_MODE ? out : in;
            for (int i = 0; i < BLOCK; i++) {
                int next = i + 1 < BLOCK ? register[i + 1] >> 7 & 1 : fed;
                register[i] = (byte) (register[i] << 1 | next);
            }
        }
        return result;
    }
}
