// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.result;

import dev.orrery.embedded.session.ValueSink;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row kept as the texts of its values. */
final class RowTexts implements ValueSink {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final @Nullable String[] values;
    private int column;

    RowTexts(int columns) {
        this.values = new String[columns];
    }

    @Nullable
    String[] values() {
        return values;
    }

    @Override
    public void none() {
        column++;
    }

    @Override
    public void text(String value) {
        values[column++] = value;
    }

    @Override
    public void whole(long value) {
        text(Long.toString(value));
    }

    @Override
    public void date(LocalDate value) {
        text(value.toString());
    }

    @Override
    public void dateTime(LocalDateTime value) {
        text((value.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROS).format(value));
    }
}
