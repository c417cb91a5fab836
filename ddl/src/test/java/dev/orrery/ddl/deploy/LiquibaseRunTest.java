// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.plan.Cost;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.Step;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.PasswordHash;
import dev.orrery.embedded.wire.MySqlServer;
import dev.orrery.embedded.wire.WireSettings;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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

    private final RecordingServer recording = new RecordingServer();
    private MySqlServer server;
    private ServerAddress address;

    @BeforeEach
    void start() throws Exception {
        server = MySqlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                recording,
                Accounts.of("root", PasswordHash.of("")),
                new Connections(Clock.systemUTC()),
                WireSettings.DEFAULT);
        address = ServerAddress.of("127.0.0.1", server.port(), "root", Password.none());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void every_step_is_sent_once_as_it_was_planned_and_written_down() throws Exception {
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY)) {
            run.update(changelog(), SILENT);
        }
        assertThat(recording.models())
                .containsExactly(
                        "CREATE VIEW a.v AS SELECT 'one; two' AS x",
                        "REFRESH MATERIALIZED VIEW a.m WITH SYNC MODE",
                        "DROP VIEW a.w");
        assertThat(recording.history())
                .extracting(row -> row.get("ID"))
                .containsExactlyInAnyOrder("0007-01-a.v--create", "0007-02-a.m--fill", "0007-03-a.w--drop");
        assertThat(recording.history()).extracting(row -> row.get("TAG")).contains("0007");

        int sent = recording.models().size();
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY)) {
            run.update(changelog(), SILENT);
        }
        assertThat(recording.models()).hasSize(sent);
    }

    @Test
    void a_rollback_sends_the_undos_backwards_and_forgets_the_change_sets() throws Exception {
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY)) {
            run.update(changelog(), SILENT);
            recording.asked.clear();
            run.rollback(changelog(), SILENT);
        }
        assertThat(recording.models())
                .containsExactly(
                        "CREATE VIEW a.w AS SELECT 2 AS b",
                        "REFRESH MATERIALIZED VIEW a.x WITH SYNC MODE",
                        "DROP VIEW a.v");
        assertThat(recording.history()).isEmpty();
    }

    @Test
    void a_refused_step_ends_the_run_and_the_next_run_goes_on_with_it() throws Exception {
        recording.refuse("REFRESH");
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY)) {
            assertThatThrownBy(() -> run.update(changelog(), SILENT))
                    .isInstanceOf(LiquibaseException.class)
                    .hasStackTraceContaining("Memory of process exceed limit");
        }
        assertThat(recording.history()).hasSize(1);

        recording.refuse("nothing");
        recording.asked.clear();
        try (LiquibaseRun run = new LiquibaseRun(address, HISTORY)) {
            run.update(changelog(), SILENT);
        }
        assertThat(recording.models()).containsExactly("REFRESH MATERIALIZED VIEW a.m WITH SYNC MODE", "DROP VIEW a.w");
        assertThat(recording.history()).hasSize(3);
    }

    @Test
    void liquibase_says_nothing_on_the_terminal() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream listening = new PrintStream(said, true, StandardCharsets.UTF_8);
                LiquibaseRun run = new LiquibaseRun(address, HISTORY)) {
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
