// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.duckdb.DuckDBAppender;

/**
 * DATE and DATETIME: {@code 2026-01-02}, {@code 2026-01-02 03:04:05.123456}, the same with T, without seconds or time,
 * {@code 20260102} and {@code 20260102030405}.
 */
final class TimeCell implements Cell {
    /** What of a moment the column keeps. */
    enum Kept {
        DATE,
        DATETIME
    }

    private static final long DAY_MICROS = 86_400_000_000L;

    private final Kept kept;
    private long days;
    private long micros;
    private String text = "";
    private int at;

    TimeCell(Kept kept) {
        this.kept = kept;
    }

    @Override
    public Reading read(String written, ValueForm form) {
        if (form == ValueForm.TRUTH || form == ValueForm.NESTED) {
            return Reading.UNREADABLE;
        }
        text = written.trim();
        at = 0;
        micros = 0;
        int digits = digitsAhead();
        boolean isCompact = digits == 8 || digits == 14;
        boolean read = isCompact ? compact(digits) : spelled();
        return read && at == text.length() ? Reading.VALUE : Reading.UNREADABLE;
    }

    @Override
    public void append(DuckDBAppender appender) throws SQLException {
        if (kept == Kept.DATE) {
            appender.appendEpochDays((int) days);
        } else {
            appender.appendEpochMicros(days * DAY_MICROS + micros);
        }
    }

    private boolean compact(int digits) {
        if (!date(number(4), number(2), number(2))) {
            return false;
        }
        return digits == 8 || time(number(2), number(2), number(2));
    }

    private boolean spelled() {
        int yearDigits = digitsAhead();
        if (yearDigits != 4) {
            return false;
        }
        int year = number(4);
        if (!skip('-')) {
            return false;
        }
        int month = shortNumber();
        if (!skip('-') || !date(year, month, shortNumber())) {
            return false;
        }
        if (at == text.length()) {
            return true;
        }
        if (!skip('T') && !skip(' ')) {
            return false;
        }
        int hour = shortNumber();
        if (!skip(':')) {
            return false;
        }
        int minute = shortNumber();
        int second = skip(':') ? shortNumber() : 0;
        return time(hour, minute, second) && (!skip('.') || fraction());
    }

    private boolean fraction() {
        int digits = digitsAhead();
        if (digits == 0) {
            return false;
        }
        int unit = 100_000;
        for (int digit = 0; digit < digits; digit++) {
            micros += (long) (text.charAt(at++) - '0') * unit;
            unit /= 10;
        }
        return true;
    }

    private boolean date(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return false;
        }
        try {
            days = LocalDate.of(year, month, day).toEpochDay();
            return true;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }

    private boolean time(int hour, int minute, int second) {
        micros = ((hour * 60L + minute) * 60 + second) * 1_000_000;
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    }

    private int digitsAhead() {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - at;
    }

    private boolean skip(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    /** One or two digits; -1 where there are none, which no date and no time takes. */
    private int shortNumber() {
        int digits = digitsAhead();
        return digits == 1 || digits == 2 ? number(digits) : -1;
    }

    private int number(int digits) {
        int value = 0;
        for (int digit = 0; digit < digits; digit++) {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        return value;
    }
}
