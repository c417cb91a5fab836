// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times and durations for people. */
public final class Times {
    private Times() {}

    /** UTC, to the second. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The two largest units, such as {@code 2 min 3 s}; {@code 0.4 s} below ten seconds. */
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
            return duration.isZero() ? "0 s" : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86400
                ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : two(seconds / 86400, "d", seconds % 86400 / 3600, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
