// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Takes the values of a row one after another, in the order of its columns, each by the one method that fits it best. */
public interface ValueSink {
    /** NULL. */
    void none();

    /** What StarRocks prints; of a VARBINARY value one character a byte (ISO 8859-1). */
    void text(String value);

    void whole(long value);

    /** {@code unscaled} with so many digits behind the point. */
    default void decimal(long unscaled, int scale) {
        text(BigDecimal.valueOf(unscaled, scale).toPlainString());
    }

    /** A text that is not VARBINARY, by its bytes in UTF-8. */
    default void utf8(ByteBuffer bytes, int from, int length) {
        byte[] copy = new byte[length];
        bytes.get(from, copy);
        text(new String(copy, StandardCharsets.UTF_8));
    }

    /** In the years 0 to 9999; others are {@link #text}. */
    void date(LocalDate value);

    /** In the years 0 to 9999; others are {@link #text}. */
    void dateTime(LocalDateTime value);
}
