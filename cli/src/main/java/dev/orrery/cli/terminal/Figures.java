// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
    private Figures() {}

    /** Such as {@code 12,345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 1 step}, {@code 12,345 steps}: for words that take an s. */
    public static String count(long number, String word) {
        return count(number) + " " + word + (number == 1 ? "" : "s");
    }

    /** Such as {@code 85 ms}, {@code 1.3 s}, {@code 4 min 10 s}, {@code 2 h 5 min}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = duration.toSeconds();
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
