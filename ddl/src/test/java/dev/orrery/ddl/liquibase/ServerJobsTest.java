// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.load.Faults;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for a server's background work that cannot be waited for. */
final class ServerJobsTest {
    private static final ServerJobs.Subject TABLE = new ServerJobs.Subject("ods", "t");

    private final EmbeddedStarRocks server = EmbeddedStarRocks.start();
    private Connection connection;
    private Statement sql;

    @BeforeEach
    void a_table() throws SQLException {
        connection = DriverManager.getConnection(server.jdbcUrl(), "root", "");
        sql = connection.createStatement();
        sql.execute("CREATE DATABASE ods");
        sql.execute("CREATE TABLE ods.t (id BIGINT NOT NULL, g INT) PRIMARY KEY (id) DISTRIBUTED BY HASH(id)");
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        server.close();
    }

    private ServerJobs jobs(Consumer<String> progress) {
        return new ServerJobs(new JdbcConnection(connection), progress);
    }

    private long connectionId() throws SQLException {
        try (ResultSet rows = sql.executeQuery("SELECT CONNECTION_ID()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Cuts the connection under test, as a balancer or a restarted front end does. */
    private void cut(long id) {
        try (Connection other = DriverManager.getConnection(server.jdbcUrl(), "root", "");
                Statement kill = other.createStatement()) {
            kill.execute("KILL " + id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_connection_that_is_lost_during_a_wait_is_no_end_of_the_schema_change() throws Exception {
        server.faults()
                .arm(Faults.Fault.once(Faults.Kind.DELAY, Faults.Step.ALTER).lasting(Duration.ofMinutes(10)));
        long id = connectionId();
        BackgroundWork work = BackgroundWork.of("ALTER TABLE ods.t MODIFY COLUMN g BIGINT", jobs(words -> cut(id)));
        work.prepare();
        sql.execute("ALTER TABLE ods.t MODIFY COLUMN g BIGINT");

        assertThatThrownBy(work::await).isInstanceOf(DatabaseException.class);
    }

    @Test
    void a_connection_that_is_lost_before_the_schema_change_is_no_server_without_jobs() throws Exception {
        cut(connectionId());
        BackgroundWork work = BackgroundWork.of("ALTER TABLE ods.t MODIFY COLUMN g BIGINT", jobs(words -> {}));
        assertThatThrownBy(work::prepare).isInstanceOf(DatabaseException.class);
    }

    @Test
    void a_question_that_the_server_cannot_read_is_about_jobs_that_it_does_not_have() throws Exception {
        assertThat(jobs(words -> {}).awaitOthers("NOSUCHKIND", TABLE)).isEmpty();
        assertThat(jobs(words -> {}).awaitOthers("COLUMN", TABLE)).hasValue(0);
    }

    @Test
    void a_refresh_that_the_server_never_shows_is_not_waited_for_for_ever() throws Exception {
        sql.execute("CREATE MATERIALIZED VIEW ods.m REFRESH DEFERRED MANUAL AS SELECT id FROM ods.t");
        ServerJobs hasty = new ServerJobs(new JdbcConnection(connection), words -> {}, Duration.ofMillis(400));
        assertThatThrownBy(() -> hasty.awaitRuns(new ServerJobs.Subject("ods", "m"), List.of()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("shows no run of it");
    }

    @Test
    void a_view_whose_task_is_not_shown_is_not_refreshed() {
        BackgroundWork work = BackgroundWork.of("REFRESH MATERIALIZED VIEW ods.hidden", jobs(words -> {}));
        assertThatThrownBy(work::prepare)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("shows no task of hidden");
    }

    @Test
    void an_interrupt_ends_the_wait() throws Exception {
        server.faults()
                .arm(Faults.Fault.once(Faults.Kind.DELAY, Faults.Step.ALTER).lasting(Duration.ofMinutes(10)));
        sql.execute("ALTER TABLE ods.t MODIFY COLUMN g BIGINT");
        ServerJobs jobs = jobs(words -> Thread.currentThread().interrupt());

        assertThatThrownBy(() -> jobs.awaitAlter("COLUMN", TABLE, 0))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
