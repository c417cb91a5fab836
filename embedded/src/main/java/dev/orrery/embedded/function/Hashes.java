// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Hash functions, bit by bit as StarRocks computes them. */
final class Hashes {
    private static final int MURMUR_SEED = 104729;

    private Hashes() {}

    /** MurmurHash3, 32 bits: the hash of one text is the seed of the next. */
    static int murmur3(String[] texts) {
        int hash = MURMUR_SEED;
        for (String text : texts) {
            hash = murmur3(text.getBytes(StandardCharsets.UTF_8), hash);
        }
        return hash;
    }

    private static int murmur3(byte[] data, int seed) {
        int hash = seed;
        int whole = data.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int k = (data[i] & 0xff)
                    | (data[i + 1] & 0xff) << 8
                    | (data[i + 2] & 0xff) << 16
                    | (data[i + 3] & 0xff) << 24;
            hash = Integer.rotateLeft(hash ^ mixed(k), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = data.length - 1; i >= whole; i--) {
            tail = tail << 8 | (data[i] & 0xff);
        }
        hash ^= mixed(tail);
        hash ^= data.length;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private static int mixed(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }

    /** Of 224, 256, 384 or 512 bits, 256 for 0; no other lengths. */
    static @Nullable String sha2(String text, int bits) {
        int length = bits == 0 ? 256 : bits;
        if (length != 224 && length != 256 && length != 384 && length != 512) {
            return null;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-" + length).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
