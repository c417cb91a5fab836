// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

/** Why a line cannot be loaded, in words for the dead letters. Without a stack: files may be full of them. */
final class Misfit extends Exception {
    Misfit(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
