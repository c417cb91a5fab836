// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EngineSessions;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.Session;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private static String row(String... statements) throws Exception {
        try (EngineSessions sessions = new EngineSessions(Clock.systemUTC());
                Session session = sessions.open()) {
            for (int i = 0; i < statements.length - 1; i++) {
                session.execute(statements[i]);
            }
            Answer.Rows rows = session.execute(statements[statements.length - 1])
                    .match(found -> found, done -> {
                        throw new AssertionError("no rows");
                    });
            try (Answer.RowSource source = rows.source()) {
                return Arrays.toString(source.next());
            }
        }
    }

    @Test
    void a_product_of_decimals_has_more_than_eighteen_digits() throws Exception {
        String a = "cast('9999999999.99' AS DECIMAL(12, 2))";
        String b = "cast('99999999999.99' AS DECIMAL(13, 2))";
        String product = "999999999998900000000.0001";
        assertThat(row("SELECT " + a + " * " + b + ", abs(" + a + ") * " + b + ", cast(NULL AS DECIMAL(12, 2)) * " + b
                        + ", array_map(x -> x * " + b + ", [" + a + "]), sum(" + a + " * " + b + "), (SELECT " + a
                        + ") * " + b + ", cast(1.50 AS DECIMAL(12, 2)) * cast(2.50 AS DECIMAL(12, 2))"))
                .isEqualTo("[" + product + ", " + product + ", null, [" + product + "], " + product + ", " + product
                        + ", 3.7500]");
    }

    @Test
    void dates_compare_with_days_and_with_moments() throws Exception {
        assertThat(row(
                        "CREATE DATABASE d",
                        "CREATE TABLE d.t (day DATE)",
                        "INSERT INTO d.t VALUES ('2026-01-01'), ('2026-01-02'), (NULL)",
                        "SELECT sum(day >= '2026-01-02'), sum(day > '2026-01-01 12:00:00'), sum('2026-01-02' > day),"
                                + " sum(day < '2026-01-01 12:00:00'), sum(day <=> '2026-01-01 00:00:00'),"
                                + " sum(day BETWEEN '2026-01-01' AND '2026-01-01 23:59:59') FROM d.t"))
                .isEqualTo("[1, 1, 1, 1, 1, 1]");
    }
}
