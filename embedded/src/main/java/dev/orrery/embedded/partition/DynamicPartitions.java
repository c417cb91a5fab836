// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.type.DataType;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The partitions that the {@code dynamic_partition.*} properties of a table ask for at a moment. */
public final class DynamicPartitions {
    private static final String FAMILY = "dynamic_partition.";

    private final List<Property> properties;
    private final DataType type;

    private DynamicPartitions(List<Property> properties, DataType type) {
        this.properties = properties;
        this.type = type;
    }

    /** Empty for a table whose partitions do not come and go with time. */
    static Optional<DynamicPartitions> of(List<Property> properties, PartitionColumn column) {
        DynamicPartitions dynamic = new DynamicPartitions(properties, column.type());
        boolean on = dynamic.property("time_unit").isPresent()
                && dynamic.property("end").isPresent()
                && !dynamic.property("enable").orElse("true").equalsIgnoreCase("false");
        return on ? Optional.of(dynamic) : Optional.empty();
    }

    private Optional<String> property(String name) {
        return properties.stream()
                .filter(p -> p.key().equalsIgnoreCase(FAMILY + name))
                .map(Property::value)
                .findFirst();
    }

    private long number(String name, long otherwise) {
        return property(name).flatMap(Moments::number).map(n -> n.longValue()).orElse(otherwise);
    }

    private String unit() {
        return property("time_unit").orElse("DAY").toUpperCase(Locale.ROOT);
    }

    /** From history_partition_num before the present one to {@code end} after it. */
    public List<NamedBounds> wanted(LocalDateTime now) {
        String prefix = property("prefix").orElse("p");
        LocalDateTime present = floor(now);
        List<NamedBounds> partitions = new ArrayList<>();
        for (long i = -number("history_partition_num", 0); i <= number("end", 0); i++) {
            LocalDateTime from = Moments.plus(present, i, unit());
            partitions.add(new NamedBounds(
                    prefix + Moments.name(from, unit(), Moments.WeekNames.NUMBERED),
                    DefinitionText.range(
                            Moments.print(from, type), Moments.print(Moments.plus(from, 1, unit()), type))));
        }
        return partitions;
    }

    /** Whether a partition ended before {@code start} said that it may. */
    public boolean isOver(Bounds bounds, LocalDateTime now) {
        Optional<String> start = property("start");
        if (start.isEmpty() || number("start", 0) >= 0) {
            return false;
        }
        LocalDateTime first = Moments.plus(floor(now), number("start", 0), unit());
        return bounds.match(
                () -> false,
                range -> Moments.parse(range.upper().get(0).text())
                        .filter(end -> !end.isAfter(first))
                        .isPresent(),
                values -> false);
    }

    private LocalDateTime floor(LocalDateTime now) {
        LocalDateTime day = now.truncatedTo(ChronoUnit.DAYS);
        return switch (unit()) {
            case "HOUR" -> now.truncatedTo(ChronoUnit.HOURS);
            case "WEEK" ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.of((int) number("start_day_of_week", 1))));
            case "MONTH" -> {
                LocalDateTime first = day.withDayOfMonth((int) number("start_day_of_month", 1));
                yield first.isAfter(day) ? first.minusMonths(1) : first;
            }
            case "YEAR" -> day.withDayOfYear(1);
            default -> day;
        };
    }
}
