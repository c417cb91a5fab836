// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as StarRocks reads them from texts, and MySQL's ways to number weeks. */
final class Dates {
    private static final Pattern SPELLED = Pattern.compile(
            "(\\d{2}|\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[ T]+(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?)?Z?");
    private static final Pattern DIGITS =
            Pattern.compile("(\\d{4}|\\d{2})(\\d{2})(\\d{2})(?:T?(\\d{2})(\\d{2})(\\d{2})(?:\\.(\\d{1,9}))?)?");

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    /** StarRocks reads CST as China's time. */
    private static final Map<String, String> ZONES = Map.of("CST", "Asia/Shanghai");

    private Dates() {}

    /** Microseconds since 1970; null for what is no date. */
    static @Nullable Long parseMicros(String text) {
        String trimmed = text.strip();
        Matcher matcher = SPELLED.matcher(trimmed);
        if (!matcher.matches()) {
            matcher = DIGITS.matcher(trimmed);
            if (!matcher.matches()) {
                return null;
            }
        }
        try {
            int year = Integer.parseInt(matcher.group(1));
            if (matcher.group(1).length() == 2) {
                year += year < 70 ? 2000 : 1900;
            }
            String fraction = part(matcher, 7);
            String micros = (fraction + "000000").substring(0, 6);
            LocalDateTime moment = LocalDateTime.of(
                    year,
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)),
                    number(matcher, 4),
                    number(matcher, 5),
                    number(matcher, 6),
                    Integer.parseInt(micros) * 1000);
            return micros(moment);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String part(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? "" : text;
    }

    private static int number(Matcher matcher, int group) {
        String text = part(matcher, group);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static long micros(LocalDateTime moment) {
        return ChronoUnit.MICROS.between(EPOCH, moment);
    }

    /** WEEK(date, mode) by MySQL's eight modes. */
    static int week(int epochDay, int mode) {
        return number(LocalDate.ofEpochDay(epochDay), mode)[1];
    }

    static int yearWeek(int epochDay, int mode) {
        int[] number = number(LocalDate.ofEpochDay(epochDay), mode | 2);
        return number[0] * 100 + number[1];
    }

    /** Year and week. Bit 1 of the mode: weeks begin on Monday; bit 2: from 1 to 53; bit 4: the first week is a full one. */
    private static int[] number(LocalDate date, int mode) {
        DayOfWeek first = (mode & 1) != 0 ? DayOfWeek.MONDAY : DayOfWeek.SUNDAY;
        boolean fromOne = (mode & 2) != 0;
        boolean full = ((mode & 4) != 0) != ((mode & 1) == 0);
        LocalDate start = firstWeek(date.getYear(), first, full);
        if (date.isBefore(start)) {
            if (!fromOne) {
                return new int[] {date.getYear(), 0};
            }
            start = firstWeek(date.getYear() - 1, first, full);
            return new int[] {date.getYear() - 1, weeks(start, date)};
        }
        LocalDate next = firstWeek(date.getYear() + 1, first, full);
        if (fromOne && !date.isBefore(next)) {
            return new int[] {date.getYear() + 1, 1};
        }
        return new int[] {date.getYear(), weeks(start, date)};
    }

    private static int weeks(LocalDate start, LocalDate date) {
        return (int) (ChronoUnit.DAYS.between(start, date) / 7) + 1;
    }

    /** A full week has all its days in the year; else four or more are enough. */
    private static LocalDate firstWeek(int year, DayOfWeek first, boolean full) {
        LocalDate newYear = LocalDate.of(year, 1, 1);
        return full
                ? newYear.with(TemporalAdjusters.nextOrSame(first))
                : newYear.plusDays(3).with(TemporalAdjusters.previousOrSame(first));
    }

    static @Nullable Long parseJoda(String text, String pattern) {
        try {
            TemporalAccessor parsed =
                    DateTimeFormatter.ofPattern(pattern, Locale.ROOT).parse(text);
            LocalDate date = parsed.query(TemporalQueries.localDate());
            if (date == null && parsed.isSupported(ChronoField.YEAR_OF_ERA)) {
                date = LocalDate.of(parsed.get(ChronoField.YEAR_OF_ERA), 1, 1);
            }
            if (date == null) {
                return null;
            }
            var time = parsed.query(TemporalQueries.localTime());
            return micros(time == null ? date.atStartOfDay() : date.atTime(time));
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * A moment of one zone in another; null where one of them is none.
     *
     * @param zones both with a bar between them
     */
    static @Nullable Long convertZone(long micros, String zones) {
        int bar = zones.indexOf('|');
        try {
            ZoneId from = ZoneId.of(zones.substring(0, bar), ZONES);
            ZoneId to = ZoneId.of(zones.substring(bar + 1), ZONES);
            LocalDateTime local = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
            return micros(local.atZone(from).withZoneSameInstant(to).toLocalDateTime());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Teradata's formats: yyyy, mm, dd, hh, hh24, mi, ss, am and pm; digits may be fewer where the format allows. */
    static @Nullable Long parseTera(String text, String format) {
        String pattern = format.toLowerCase(Locale.ROOT)
                .replace("hh24", "HH")
                .replace("mm", "MM")
                .replace("mi", "mm")
                .replace("am", "a")
                .replace("pm", "a");
        Long exact = parseJoda(text, pattern);
        String loose =
                pattern.replace("HH", "H").replace("hh", "h").replace("MM", "M").replace("mm", "m");
        return exact != null ? exact : parseJoda(text, loose.replace("dd", "d").replace("ss", "s"));
    }
}
