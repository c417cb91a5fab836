// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.plan.Cost;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.Step;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerAddress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.exception.LiquibaseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Liquibase sends over mysql-connector-j, and what it says meanwhile. */
final class LiquibaseRunTest {
    private static final ModelName HISTORY = new ModelName("_orrery_bank", "prod_databasechangelog");
    private static final AbstractChangeExecListener SILENT = new AbstractChangeExecListener() {};

    private final EngineServer server = new EngineServer();
    private final ServerAddress address = server.address();

    @BeforeEach
    void objects_that_the_steps_are_about() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE a");
            statement.execute("CREATE TABLE a.t (id INT) DUPLICATE KEY (id)");
            statement.execute("CREATE VIEW a.w AS SELECT 1 AS b");
            for (String view : List.of("a.m", "a.x")) {
                statement.execute(
                        "CREATE MATERIALIZED VIEW " + view + " REFRESH DEFERRED MANUAL AS SELECT id FROM a.t");
            }
        }
        server.asked.clear();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://" + address.hosts() + "/", "root", "");
    }

    /** Statements that are neither bookkeeping nor a driver's questions. */
    private List<String> models() {
        return server.asked.stream()
                .filter(sql -> sql.matches("(?s)(CREATE|ALTER|DROP|REFRESH) .*") && !sql.contains("_orrery_bank"))
                .toList();
    }

    /** What Liquibase wrote down, as change set and tag. */
    private List<String> history() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, tag FROM " + HISTORY + " ORDER BY id")) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2));
            }
        }
        return rows;
    }

    @Test
    void every_step_is_sent_once_as_it_was_planned_and_written_down() throws Exception {
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY, progress -> {})) {
            run.update(changelog(), SILENT);
        }
        assertThat(models())
                .containsExactly(
                        "CREATE VIEW a.v AS SELECT 'one; two' AS x",
                        "REFRESH MATERIALIZED VIEW a.m WITH SYNC MODE",
                        "DROP VIEW a.w");
        assertThat(history())
                .containsExactly("0007-01-a.v--create null", "0007-02-a.m--fill null", "0007-03-a.w--drop 0007");

        int sent = models().size();
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY, progress -> {})) {
            run.update(changelog(), SILENT);
        }
        assertThat(models()).hasSize(sent);
    }

    @Test
    void a_rollback_sends_the_undos_backwards_and_forgets_the_change_sets() throws Exception {
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY, progress -> {})) {
            run.update(changelog(), SILENT);
            server.asked.clear();
            run.rollback(changelog(), SILENT);
        }
        assertThat(models())
                .containsExactly(
                        "CREATE VIEW a.w AS SELECT 2 AS b",
                        "REFRESH MATERIALIZED VIEW a.x WITH SYNC MODE",
                        "DROP VIEW a.v");
        assertThat(history()).isEmpty();
    }

    @Test
    void a_refused_step_ends_the_run_and_the_next_run_goes_on_with_it() throws Exception {
        server.refuse("REFRESH");
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY, progress -> {})) {
            assertThatThrownBy(() -> run.update(changelog(), SILENT))
                    .isInstanceOf(LiquibaseException.class)
                    .hasStackTraceContaining("Memory of process exceed limit");
        }
        assertThat(history()).hasSize(1);

        server.refuse("nothing");
        server.asked.clear();
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY, progress -> {})) {
            run.update(changelog(), SILENT);
        }
        assertThat(models()).containsExactly("REFRESH MATERIALIZED VIEW a.m WITH SYNC MODE", "DROP VIEW a.w");
        assertThat(history()).hasSize(3);
    }

    @Test
    void liquibase_says_nothing_on_the_terminal() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream listening = new PrintStream(said, true, StandardCharsets.UTF_8);
                LiquibaseRun run = new LiquibaseRun(address, HISTORY, progress -> {})) {
            System.setOut(listening);
            System.setErr(listening);
            run.update(changelog(), SILENT);
            run.rollback(changelog(), SILENT);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static Changelog changelog() {
        return Changelog.write(
                new Plan(
                        List.of(
                                step(
                                        "create",
                                        "a.v",
                                        "CREATE VIEW a.v AS SELECT 'one; two' AS x",
                                        List.of("DROP VIEW a.v")),
                                step("fill", "a.m", "REFRESH MATERIALIZED VIEW a.m WITH SYNC MODE", List.of()),
                                step(
                                        "drop",
                                        "a.w",
                                        "DROP VIEW a.w",
                                        List.of(
                                                "CREATE VIEW a.w AS SELECT 2 AS b",
                                                "REFRESH MATERIALIZED VIEW a.x WITH SYNC MODE"))),
                        List.of(new Seed(
                                new ModelName("a", "limits"), List.of("x"), List.of(List.of("1")), "0123456789abcdef")),
                        List.of()),
                "bank",
                "prod",
                7,
                "00ff");
    }

    private static Step step(String action, String subject, String sql, List<String> undo) {
        return new Step(Step.Mark.CHANGE, action, "view", subject, sql, undo, Cost.INSTANT, List.of());
    }
}
