// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the server keeps of a password: enough to check it, not enough to log in elsewhere. It holds a hash for each of the
 * two plugins that clients use, {@code mysql_native_password} and {@code caching_sha2_password}; the second is absent when
 * the password came as a hash.
 */
public final class PasswordHash {
    private static final byte[] ABSENT = new byte[0];
    private static final PasswordHash NONE = new PasswordHash(ABSENT, ABSENT);

    private final byte[] sha1Twice;
    private final byte[] sha256Twice;

    private PasswordHash(byte[] sha1Twice, byte[] sha256Twice) {
        this.sha1Twice = sha1Twice;
        this.sha256Twice = sha256Twice;
    }

    /** An empty password. */
    public static PasswordHash none() {
        return NONE;
    }

    public static PasswordHash of(String password) {
        if (password.isEmpty()) {
            return NONE;
        }
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return new PasswordHash(sha1(sha1(bytes)), sha256(sha256(bytes)));
    }

    /**
     * From the text that {@code IDENTIFIED BY PASSWORD} takes.
     *
     * @param text {@code *} and 40 hexadecimal digits, or nothing for no password
     */
    public static PasswordHash parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        if (!text.matches("\\*[0-9A-Fa-f]{40}")) {
            throw new IllegalArgumentException("a password hash is '*' and 40 hexadecimal digits");
        }
        return new PasswordHash(HexFormat.of().parseHex(text.substring(1)), ABSENT);
    }

    /** From what {@link #stored} gave. */
    public static PasswordHash ofStored(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        String[] parts = text.split(":", 2);
        return new PasswordHash(
                HexFormat.of().parseHex(parts[0]), HexFormat.of().parseHex(parts[1]));
    }

    /** Both hashes, to keep them over a restart. */
    public String stored() {
        return isNone()
                ? ""
                : HexFormat.of().formatHex(sha1Twice) + ":" + HexFormat.of().formatHex(sha256Twice);
    }

    public boolean isNone() {
        return sha1Twice.length == 0;
    }

    /** Whether the hash that caching_sha2_password needs is known. */
    public boolean knowsSha256() {
        return sha256Twice.length > 0;
    }

    /** For a password that came in clear, as in HTTP basic authentication. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(of(password).sha1Twice, sha1Twice);
    }

    /**
     * Checks {@code SHA1(p) XOR SHA1(nonce + SHA1(SHA1(p)))}.
     *
     * @param nonce the 20 bytes that the client was sent
     */
    public boolean matchesNative(byte[] nonce, byte[] response) {
        if (isNone() || response.length != sha1Twice.length) {
            return isNone() && response.length == 0;
        }
        byte[] once = xor(response, sha1(nonce, sha1Twice));
        return MessageDigest.isEqual(sha1(once), sha1Twice);
    }

    /**
     * Checks {@code SHA256(p) XOR SHA256(SHA256(SHA256(p)) + nonce)}.
     *
     * @param nonce the 20 bytes that the client was sent
     */
    public boolean matchesSha256(byte[] nonce, byte[] response) {
        if (isNone() || response.length != sha256Twice.length) {
            return isNone() && response.length == 0;
        }
        byte[] once = xor(response, sha256(sha256Twice, nonce));
        return MessageDigest.isEqual(sha256(once), sha256Twice);
    }

    /** As SHOW AUTHENTICATION and SHOW CREATE USER print it: {@code *} and 40 digits, or nothing. */
    public String text() {
        return isNone() ? "" : "*" + HexFormat.of().formatHex(sha1Twice).toUpperCase(Locale.ROOT);
    }

    /** Says only whether there is one. */
    @Override
    public String toString() {
        return isNone() ? "no password" : "a password";
    }

    private static byte[] xor(byte[] left, byte[] right) {
        byte[] result = new byte[left.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (left[i] ^ right[i]);
        }
        return result;
    }

    private static byte[] sha1(byte[]... parts) {
        return digest("SHA-1", parts);
    }

    private static byte[] sha256(byte[]... parts) {
        return digest("SHA-256", parts);
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
