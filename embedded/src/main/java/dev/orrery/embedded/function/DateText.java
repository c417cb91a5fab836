// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Moments written in MySQL's formats ({@code %Y-%m-%d}) and in Joda's ({@code yyyy-MM-dd}). */
final class DateText {
    private DateText() {}

    private static LocalDateTime moment(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
    }

    /** date_format. */
    static String mysql(long micros, String format) {
        LocalDateTime at = moment(micros);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                i++;
                text.append(mysqlLetter(at, format.charAt(i)));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String mysqlLetter(LocalDateTime at, char letter) {
        int day = (int) at.toLocalDate().toEpochDay();
        int hour12 = at.getHour() % 12 == 0 ? 12 : at.getHour() % 12;
        return switch (letter) {
            case 'a' -> at.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'b' -> at.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'c' -> Integer.toString(at.getMonthValue());
            case 'D' -> ordinal(at.getDayOfMonth());
            case 'd' -> digits(at.getDayOfMonth(), 2);
            case 'e' -> Integer.toString(at.getDayOfMonth());
            case 'f' -> digits(at.getNano() / 1000, 6);
            case 'H' -> digits(at.getHour(), 2);
            case 'h', 'I' -> digits(hour12, 2);
            case 'i' -> digits(at.getMinute(), 2);
            case 'j' -> digits(at.getDayOfYear(), 3);
            case 'k' -> Integer.toString(at.getHour());
            case 'l' -> Integer.toString(hour12);
            case 'M' -> at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'm' -> digits(at.getMonthValue(), 2);
            case 'p' -> at.getHour() < 12 ? "AM" : "PM";
            case 'r' -> mysql12(at, hour12);
            case 'S', 's' -> digits(at.getSecond(), 2);
            case 'T' -> digits(at.getHour(), 2) + ":" + digits(at.getMinute(), 2) + ":" + digits(at.getSecond(), 2);
            case 'U' -> digits(Dates.week(day, 0), 2);
            case 'u' -> digits(Dates.week(day, 1), 2);
            case 'V' -> digits(Dates.week(day, 2), 2);
            case 'v' -> digits(Dates.week(day, 3), 2);
            case 'W' -> at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'w' -> Integer.toString(at.getDayOfWeek().getValue() % 7);
            case 'X' -> digits(Dates.yearWeek(day, 2) / 100, 4);
            case 'x' -> digits(Dates.yearWeek(day, 3) / 100, 4);
            case 'Y' -> digits(at.getYear(), 4);
            case 'y' -> digits(at.getYear() % 100, 2);
            default -> String.valueOf(letter);
        };
    }

    private static String mysql12(LocalDateTime at, int hour12) {
        return digits(hour12, 2) + ":" + digits(at.getMinute(), 2) + ":" + digits(at.getSecond(), 2)
                + (at.getHour() < 12 ? " AM" : " PM");
    }

    private static String ordinal(int day) {
        if (day >= 11 && day <= 13) {
            return day + "th";
        }
        return day
                + switch (day % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    private static String digits(int number, int width) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, width - text.length())) + text;
    }

    /**
     * jodatime_format.
     *
     * @param zoned the offset of the session's zone, such as {@code +08:00}, a colon and the format
     */
    static @Nullable String joda(long micros, String zoned) {
        int colon = zoned.indexOf('|');
        String zone = zoned.substring(0, colon);
        String format = zoned.substring(colon + 1);
        LocalDateTime at = moment(micros);
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i);
            int end = i + 1;
            if (c == '\'') {
                int close = format.indexOf('\'', end);
                int stop = close < 0 ? format.length() : close;
                text.append(close == end ? "'" : format.substring(end, stop));
                end = Math.min(stop + 1, format.length());
            } else {
                while (end < format.length() && format.charAt(end) == c) {
                    end++;
                }
                text.append(jodaLetters(at, c, end - i, zone));
            }
            i = end;
        }
        return text.toString();
    }

    private static String jodaLetters(LocalDateTime at, char letter, int count, String zone) {
        LocalDate date = at.toLocalDate();
        return switch (letter) {
            case 'G' -> "AD";
            case 'C' -> digits(at.getYear() / 100, count);
            case 'Y', 'y' -> count == 2 ? digits(at.getYear() % 100, 2) : digits(at.getYear(), count);
            case 'x' -> year(date.get(IsoFields.WEEK_BASED_YEAR), count);
            case 'w' -> digits(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), count);
            case 'e' -> digits(at.getDayOfWeek().getValue(), count);
            case 'E' -> at.getDayOfWeek().getDisplayName(count < 4 ? TextStyle.SHORT : TextStyle.FULL, Locale.ENGLISH);
            case 'D' -> digits(at.getDayOfYear(), count);
            case 'M' ->
                count < 3
                        ? digits(at.getMonthValue(), count)
                        : at.getMonth().getDisplayName(count == 3 ? TextStyle.SHORT : TextStyle.FULL, Locale.ENGLISH);
            case 'd' -> digits(at.getDayOfMonth(), count);
            case 'a' -> at.getHour() < 12 ? "AM" : "PM";
            case 'K' -> digits(at.getHour() % 12, count);
            case 'h' -> digits(at.get(ChronoField.CLOCK_HOUR_OF_AMPM), count);
            case 'H' -> digits(at.getHour(), count);
            case 'k' -> digits(at.get(ChronoField.CLOCK_HOUR_OF_DAY), count);
            case 'm' -> digits(at.getMinute(), count);
            case 's' -> digits(at.getSecond(), count);
            case 'S' -> (digits(at.getNano() / 1000, 6) + "0".repeat(count)).substring(0, count);
            case 'Z' -> count == 1 ? zone.replace(":", "") : zone;
            default -> String.valueOf(letter).repeat(count);
        };
    }

    private static String year(int year, int count) {
        return count == 2 ? digits(year % 100, 2) : digits(year, count);
    }
}
