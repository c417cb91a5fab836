// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The year 0000, which Java counts backwards. */
class YearZeroTest {
    @Test
    void a_datetime_of_the_year_zero_is_shown_alone_and_inside_an_array() throws Exception {
        Client client = Client.open();
        try {
            assertThat(client.rows("SELECT CAST('0000-02-29 01:02:03' AS DATETIME),"
                            + " [CAST('0000-02-29 01:02:03' AS DATETIME), CAST('0001-01-01 00:00:00' AS DATETIME),"
                            + " CAST('2026-01-01 10:00:00' AS DATETIME)]"))
                    .containsExactly("0000-02-29 01:02:03\t"
                            + "[\"0000-02-29 01:02:03\",\"0001-01-01 00:00:00\",\"2026-01-01 10:00:00\"]");
        } finally {
            client.close();
        }
    }
}
