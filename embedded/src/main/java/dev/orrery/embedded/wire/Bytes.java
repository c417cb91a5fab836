// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.util.Arrays;

/** A few bytes as a value: a nonce, or the answer to one. */
final class Bytes {
    static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] array;

    Bytes(byte[] array) {
        this.array = array.clone();
    }

    byte[] array() {
        return array.clone();
    }

    boolean isEmpty() {
        return array.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /** Says only how many: an answer is as good as a password while its nonce lasts. */
    @Override
    public String toString() {
        return array.length + " bytes";
    }
}
