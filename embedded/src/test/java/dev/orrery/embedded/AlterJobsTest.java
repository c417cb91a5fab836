// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.load.Faults;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schema changes as those who wait for them see them, by a real driver. */
class AlterJobsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private EmbeddedStarRocks server;
    private Connection connection;
    private Statement sql;

    @BeforeEach
    void open() throws SQLException {
        server = EmbeddedStarRocks.start();
        connection = DriverManager.getConnection(server.jdbcUrl(), "root", "");
        sql = connection.createStatement();
        sql.execute("CREATE DATABASE shop");
        sql.execute("USE shop");
        sql.execute("CREATE TABLE orders (id INT, v INT) DUPLICATE KEY (id) DISTRIBUTED BY HASH (id)");
        sql.execute("INSERT INTO orders VALUES (1, 10)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        server.close();
    }

    private void arm(Faults.Kind kind, Duration duration) {
        server.faults().arm(Faults.Fault.once(kind, Faults.Step.ALTER).lasting(duration));
    }

    private List<String> column(String query, String label) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(label));
            }
        }
        return values;
    }

    private String newest(String label) throws SQLException {
        return column(
                        "SHOW ALTER TABLE COLUMN FROM `shop` WHERE TableName = 'orders' ORDER BY JobId DESC LIMIT 1",
                        label)
                .get(0);
    }

    private void await(String state) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!newest("State").equals(state)) {
            assertThat(System.nanoTime()).as("time for the job to be %s", state).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Test
    void what_a_server_does_in_the_background_is_a_finished_job_at_once() throws SQLException {
        assertThat(column("SHOW ALTER TABLE COLUMN", "JobId")).isEmpty();
        sql.execute("ALTER TABLE orders ADD COLUMN w INT DEFAULT '7'");
        assertThat(newest("State")).isEqualTo("FINISHED");
        assertThat(newest("FinishTime")).isNotNull();
        assertThat(column("SELECT w FROM orders", "w")).containsExactly("7");
        sql.execute("ALTER TABLE orders DISTRIBUTED BY HASH (id) BUCKETS 4");
        assertThat(column("SHOW ALTER TABLE OPTIMIZE", "State")).containsExactly("FINISHED");
        sql.execute("ALTER TABLE orders COMMENT = 'no job'");
        assertThat(column("SHOW ALTER TABLE COLUMN", "JobId")).hasSize(1);
        sql.execute("CREATE MATERIALIZED VIEW per_id AS SELECT id, sum(v) FROM orders GROUP BY id");
        assertThat(column("SHOW ALTER TABLE ROLLUP", "RollupIndexName")).containsExactly("per_id");
        assertThat(column("SHOW ALTER MATERIALIZED VIEW", "State")).containsExactly("FINISHED");
    }

    @Test
    void a_delayed_job_runs_and_closes_the_table_to_others_until_it_is_done() throws SQLException {
        arm(Faults.Kind.DELAY, Duration.ofMillis(300));
        sql.execute("ALTER TABLE orders MODIFY COLUMN v BIGINT");
        assertThat(newest("State")).isEqualTo("RUNNING");
        assertThat(newest("FinishTime")).isNull();
        assertThat(column("DESC orders", "Type")).containsExactly("int", "int");
        assertThatThrownBy(() -> sql.execute("ALTER TABLE orders ADD COLUMN w INT"))
                .hasMessageContaining("A schema change operation is in progress on the table orders");
        sql.execute("INSERT INTO orders VALUES (2, 20)");
        await("FINISHED");
        assertThat(column("DESC orders", "Type")).containsExactly("int", "bigint");
        assertThat(column("SELECT v FROM orders ORDER BY id", "v")).containsExactly("10", "20");
    }

    @Test
    void a_job_that_is_cancelled_or_fails_changes_nothing() throws SQLException {
        arm(Faults.Kind.DELAY, LONG);
        sql.execute("ALTER TABLE orders DROP COLUMN v");
        assertThatThrownBy(() -> sql.execute("CANCEL ALTER TABLE OPTIMIZE FROM orders"))
                .hasMessageContaining("is not under OPTIMIZE");
        sql.execute("CANCEL ALTER TABLE COLUMN FROM shop.orders (" + newest("JobId") + ")");
        assertThat(newest("State")).isEqualTo("CANCELLED");
        assertThat(newest("Msg")).isEqualTo("user cancelled");
        assertThatThrownBy(() -> sql.execute("CANCEL ALTER TABLE COLUMN FROM orders"))
                .hasMessageContaining("Table[orders] is not under SCHEMA_CHANGE.");
        arm(Faults.Kind.ABORT, Duration.ofMillis(50));
        sql.execute("ALTER TABLE orders DROP COLUMN v");
        await("CANCELLED");
        assertThat(column("DESC orders", "Field")).containsExactly("id", "v");
        sql.execute("ALTER TABLE orders DROP COLUMN v");
        assertThat(newest("State")).isEqualTo("FINISHED");
    }
}
