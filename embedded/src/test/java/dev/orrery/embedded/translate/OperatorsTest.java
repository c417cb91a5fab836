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
