// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 10 minutes}, {@code 1 day}, {@code 90 s}, {@code 1 h 30 min}. */
public final class DurationText {
    /** What a message can say about the form. */
    public static final String EXAMPLES = "write a number and a unit, such as 10 minutes, 1 day or 90 s";

    private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*([a-z]+)\\s*");

    private DurationText() {}

    /** Empty when the text is no duration; sums its parts. */
    public static Optional<Duration> read(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = PART.matcher(lower);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            Optional<Duration> unit = unit(matcher.group(2));
            if (unit.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(unit.get().multipliedBy(Long.parseLong(matcher.group(1))));
            end = matcher.end();
        }
        return end == 0 || end < lower.length() ? Optional.empty() : Optional.of(sum);
    }

    /** In the largest unit that divides it: {@code 90 s}, {@code 10 min}, {@code 2 h}, {@code 1 d}. */
    public static String write(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + " s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + " min";
        }
        return seconds % 86_400 == 0 ? seconds / 86_400 + " d" : seconds / 3600 + " h";
    }

    private static Optional<Duration> unit(String word) {
        return switch (word) {
            case "ms", "millisecond", "milliseconds" -> Optional.of(Duration.ofMillis(1));
            case "s", "sec", "secs", "second", "seconds" -> Optional.of(Duration.ofSeconds(1));
            case "m", "min", "mins", "minute", "minutes" -> Optional.of(Duration.ofMinutes(1));
            case "h", "hour", "hours" -> Optional.of(Duration.ofHours(1));
            case "d", "day", "days" -> Optional.of(Duration.ofDays(1));
            case "w", "week", "weeks" -> Optional.of(Duration.ofDays(7));
            default -> Optional.empty();
        };
    }
}
