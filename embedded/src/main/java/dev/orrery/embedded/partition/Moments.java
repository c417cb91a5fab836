// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/** Dates, times and whole numbers as bounds, and the partitions named after them. */
final class Moments {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Moments() {}

    /** A literal in the normal spelling of its type; as it is for what is neither a date nor a time. */
    static String normal(String text, DataType type) {
        if (!type.is(Kind.DATE) && !type.is(Kind.DATETIME)) {
            return text.strip();
        }
        return parse(text).map(moment -> print(moment, type)).orElse(text);
    }

    static Optional<LocalDateTime> parse(String text) {
        String trimmed = text.strip();
        try {
            if (trimmed.matches("\\d{8}")) {
                return Optional.of(LocalDate.parse(trimmed, DateTimeFormatter.BASIC_ISO_DATE)
                        .atStartOfDay());
            }
            String[] parts = trimmed.split("[ T]", 2);
            LocalDate date = date(parts[0]);
            return Optional.of(
                    parts.length == 1 ? date.atStartOfDay() : LocalDateTime.parse(date + "T" + parts[1].strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate date(String text) {
        String[] parts = text.split("-");
        try {
            return parts.length == 3
                    ? LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
                    : LocalDate.parse(text);
        } catch (NumberFormatException e) {
            throw new DateTimeException("no date: " + text, e);
        }
    }

    static String print(LocalDateTime moment, DataType type) {
        return type.is(Kind.DATE) ? moment.toLocalDate().toString() : SECONDS.format(moment);
    }

    static LocalDateTime plus(LocalDateTime moment, long amount, String unit) {
        return switch (unit.toUpperCase(Locale.ROOT)) {
            case "MINUTE" -> moment.plusMinutes(amount);
            case "HOUR" -> moment.plusHours(amount);
            case "WEEK" -> moment.plusWeeks(amount);
            case "MONTH" -> moment.plusMonths(amount);
            case "QUARTER" -> moment.plusMonths(3 * amount);
            case "YEAR" -> moment.plusYears(amount);
            default -> moment.plusDays(amount);
        };
    }

    /** What follows the prefix in the name of a partition that begins then. */
    static String name(LocalDateTime moment, String unit, WeekNames weeks) {
        String pattern = switch (unit.toUpperCase(Locale.ROOT)) {
            case "MINUTE" -> "uuuuMMddHHmm";
            case "HOUR" -> "uuuuMMddHH";
            case "MONTH", "QUARTER" -> "uuuuMM";
            case "YEAR" -> "uuuu";
            default -> "uuuuMMdd";
        };
        boolean numbered = unit.equalsIgnoreCase("WEEK") && weeks == WeekNames.NUMBERED;
        return numbered
                ? String.format(
                        Locale.ROOT,
                        "%04d_%02d",
                        moment.get(IsoFields.WEEK_BASED_YEAR),
                        moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                : DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(moment);
    }

    /** Partitions of weeks are named by number in a series, by their first day where they come by themselves. */
    enum WeekNames {
        NUMBERED,
        DATED
    }

    static Optional<BigInteger> number(String text) {
        String trimmed = text.strip();
        return trimmed.matches("[+-]?\\d+") ? Optional.of(new BigInteger(trimmed)) : Optional.empty();
    }
}
