// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is closed in the middle of its work. */
@Timeout(60)
class ClosingTest {
    /** Pairs of so many rows take seconds. */
    private static final int ROWS = 20_000;

    private static void views(Statement statement, int count) throws SQLException {
        statement.execute("CREATE DATABASE d");
        statement.execute("CREATE TABLE d.t (v BIGINT)");
        statement.execute("INSERT INTO d.t SELECT generate_series FROM TABLE(generate_series(1, " + ROWS + "))");
        for (int i = 0; i < count; i++) {
            statement.execute("CREATE MATERIALIZED VIEW d.m" + i + " REFRESH DEFERRED MANUAL AS"
                    + " SELECT sum(a.v % b.v) AS s FROM d.t a JOIN d.t b ON a.v <> b.v + " + i);
        }
    }

    @Test
    void refreshes_that_have_just_been_sent_do_not_hold_it_up() throws Exception {
        for (int round = 0; round < 2; round++) {
            EmbeddedStarRocks server = EmbeddedStarRocks.start();
            try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), "root", "");
                    Statement statement = connection.createStatement()) {
                views(statement, 4);
                for (int i = 0; i < 4; i++) {
                    statement.execute("REFRESH MATERIALIZED VIEW d.m" + i);
                }
                long began = System.nanoTime();
                server.close();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            }
        }
    }
}
