// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text that is never printed: only {@link #reveal()} gives it away. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text));
    }

    public static Secret none() {
        return new Secret("");
    }

    /** The text itself: for the one place that hands it to a server. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
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
