// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A password, already looked up, that is never printed: only {@link #reveal()} gives it away. */
public final class Password {
    private final String text;

    private Password(String text) {
        this.text = text;
    }

    public static Password of(String text) {
        return new Password(Objects.requireNonNull(text));
    }

    public static Password none() {
        return new Password("");
    }

    /** The text itself: for the one place that hands it to a server. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Password password && password.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
