// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadWriterTest {
    private static String text(PayloadWriter packet) {
        assertThat(packet.array()[0]).isEqualTo((byte) (packet.length() - 1));
        return new String(packet.array(), 1, packet.length() - 1, StandardCharsets.UTF_8);
    }

    @Test
    void a_decimal_is_printed_as_java_prints_it() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            int scale = random.nextInt(19);
            assertThat(text(new PayloadWriter().lenencDecimal(value, scale)))
                    .isEqualTo(BigDecimal.valueOf(value, scale).toPlainString());
        }
        assertThat(text(new PayloadWriter().lenencDecimal(Long.MIN_VALUE, 3))).isEqualTo("-9223372036854775.808");
        assertThat(text(new PayloadWriter().lenencDecimal(0, 2))).isEqualTo("0.00");
        assertThat(text(new PayloadWriter().lenencDecimal(-5, 2))).isEqualTo("-0.05");
    }

    @Test
    void bytes_of_a_buffer_come_from_where_they_are_said_to_lie() {
        ByteBuffer bytes = ByteBuffer.wrap("xxGröße 𝄞xx".getBytes(StandardCharsets.UTF_8));
        assertThat(text(new PayloadWriter().lenencBytes(bytes, 2, bytes.capacity() - 4)))
                .isEqualTo("Größe 𝄞");
        assertThat(text(new PayloadWriter().lenencBytes(bytes, 0, 0))).isEmpty();
    }
}
