// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import dev.orrery.models.type.DataType;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a date_trunc makes of the bounds of a range: the whole units that it lies in. */
final class Truncation {
    private Truncation() {}

    /** As it was where it begins and ends with a unit; otherwise wider and with StarRocks' name for that. */
    static NamedBounds of(NamedBounds partition, String unit, DataType type) {
        return partition
                .bounds()
                .match(
                        () -> partition,
                        range -> {
                            Bound lower = lower(range.lower().get(0), unit, type);
                            Bound upper = upper(range.upper().get(0), unit, type);
                            Bounds.Range wider = new Bounds.Range(List.of(lower), List.of(upper));
                            return new NamedBounds(
                                    name(lower, unit) + "_" + name(upper, unit).substring(1), wider);
                        },
                        values -> partition);
    }

    private static Bound lower(Bound bound, String unit, DataType type) {
        return moment(bound)
                .map(m -> Bound.of(Moments.print(floor(m, unit), type)))
                .orElse(bound);
    }

    private static Bound upper(Bound bound, String unit, DataType type) {
        return moment(bound)
                .map(m -> {
                    LocalDateTime floor = floor(m, unit);
                    return Bound.of(Moments.print(floor.equals(m) ? m : Moments.plus(floor, 1, unit), type));
                })
                .orElse(bound);
    }

    private static Optional<LocalDateTime> moment(Bound bound) {
        return bound.kind() == Bound.Kind.VALUE ? Moments.parse(bound.text()) : Optional.empty();
    }

    private static String name(Bound bound, String unit) {
        return moment(bound)
                .map(m -> "p" + Moments.name(m, unit, Moments.WeekNames.DATED))
                .orElse(bound.kind() == Bound.Kind.HIGHEST ? "pMAX" : "p00000101");
    }

    private static LocalDateTime floor(LocalDateTime at, String unit) {
        LocalDateTime day = at.truncatedTo(ChronoUnit.DAYS);
        return switch (unit.toUpperCase(Locale.ROOT)) {
            case "MINUTE" -> at.truncatedTo(ChronoUnit.MINUTES);
            case "HOUR" -> at.truncatedTo(ChronoUnit.HOURS);
            case "WEEK" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "MONTH" -> day.withDayOfMonth(1);
            case "QUARTER" -> day.withDayOfMonth(1).minusMonths((at.getMonthValue() - 1) % 3);
            case "YEAR" -> day.withDayOfYear(1);
            default -> day;
        };
    }
}
