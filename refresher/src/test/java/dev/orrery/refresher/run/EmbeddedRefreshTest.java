// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import static dev.orrery.refresher.run.Models.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.refresher.history.RunHistory;
import dev.orrery.refresher.history.WaveResult;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.Leases;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import dev.orrery.starrocks.StateDatabase;
import dev.orrery.starrocks.TaskRun;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The refresher against a server: real statements, real task runs, real contents. */
@Tag("slow")
class EmbeddedRefreshTest {
    private static final ModelGraph MODELS = new Models()
            .table("ods.txn")
            .table("ods.branch")
            .mv("dws.base", "ods.txn")
            .mv("dws.by_branch", "dws.base")
            .mv("dws.by_kind", "dws.base")
            .mv("dws.summary", Duration.ofMinutes(10), "dws.by_branch", "dws.by_kind")
            .mv("dws.branches", Duration.ofMinutes(10), "ods.branch")
            .graph();
    private static final List<String> SETUP = List.of(
            "CREATE DATABASE ods",
            "CREATE DATABASE dws",
            "CREATE TABLE ods.txn (id BIGINT NOT NULL, branch INT, kind INT, amount BIGINT) PRIMARY KEY (id)"
                    + " DISTRIBUTED BY HASH(id)",
            "CREATE TABLE ods.branch (id INT NOT NULL, name VARCHAR(20)) PRIMARY KEY (id) DISTRIBUTED BY HASH(id)",
            mv("base", "SELECT id, branch, kind, amount FROM ods.txn"),
            mv("by_branch", "SELECT branch, sum(amount) AS total FROM dws.base GROUP BY branch"),
            mv("by_kind", "SELECT kind, sum(amount) AS total FROM dws.base GROUP BY kind"),
            mv(
                    "summary",
                    "SELECT b.branch, k.kind, b.total AS branch_total, k.total AS kind_total"
                            + " FROM dws.by_branch b CROSS JOIN dws.by_kind k"),
            mv("branches", "SELECT id, name FROM ods.branch"),
            "INSERT INTO ods.branch VALUES (1, 'north')",
            "INSERT INTO ods.txn VALUES (1, 1, 7, 100), (2, 1, 8, 50)");

    private final Clock clock = Clock.systemUTC();
    private EmbeddedStarRocks server;
    private JdbcStarRocks starRocks;
    private RunHistory history;

    private static String mv(String name, String query) {
        return "CREATE MATERIALIZED VIEW dws." + name + " DISTRIBUTED BY RANDOM REFRESH DEFERRED MANUAL AS " + query;
    }

    @BeforeEach
    void start() {
        server = EmbeddedStarRocks.start(EmbeddedStarRocks.Options.inMemory());
        starRocks = JdbcStarRocks.connect(ServerAddress.of("127.0.0.1", server.mysqlPort(), "root", Password.of("")));
        history = RunHistory.inMemory("embedded-" + UUID.randomUUID(), clock);
        SETUP.forEach(starRocks::execute);
    }

    @AfterEach
    void stop() {
        history.close();
        starRocks.close();
        server.close();
    }

    @Test
    void a_diamond_is_refreshed_in_order_and_only_where_something_is_new() {
        WaveResult first = refresher().runOnce("first");
        assertThat(first.count(RunState.REFRESHED))
                .as(String.join("\n", WaveTree.lines(first)))
                .isEqualTo(5);
        WavePropertiesTest.checkOrder(first);
        assertThat(branchTotal()).isEqualTo(150);
        first.runs()
                .forEach(run -> assertThat(taskRunState(run)).as(run.toString()).isEqualTo(TaskRun.State.SUCCESS));

        WaveResult second = refresher().runOnce("nothing new");
        assertThat(second.runs())
                .allSatisfy(run -> assertThat(run.refreshesSent()).isZero());

        starRocks.execute("INSERT INTO ods.txn VALUES (3, 1, 7, 25)");
        WaveResult third = refresher().runOnce("one more");
        assertThat(third.count(RunState.REFRESHED)).isEqualTo(4);
        assertThat(Rig.run(third, "dws.branches").state()).contains(RunState.UNCHANGED);
        WavePropertiesTest.checkOrder(third);
        assertThat(branchTotal()).isEqualTo(175);
        assertThat(refresher().freshness())
                .allSatisfy(mv -> assertThat(mv.verdict()).isEqualTo(Freshness.Verdict.FRESH));
    }

    @Test
    void what_a_deployment_has_leased_waits_until_it_is_given_back() {
        Leases leases = new Leases(new StateDatabase(starRocks, "bank", "default"), clock);
        assertThat(leases.active()).isEmpty();
        leases.take("anna", Set.of(name("dws.base")), clock.instant().plusSeconds(600));
        assertThat(refresher().runOnce("leased").count(RunState.BLOCKED)).isEqualTo(4);
        leases.release("anna");
        assertThat(refresher().runOnce("released").isGood()).isTrue();
    }

    private Refresher refresher() {
        Leases leases = new Leases(new StateDatabase(starRocks, "bank", "default"), clock);
        return new Refresher(RefresherSetup.of(RefreshGraph.of(MODELS), starRocks, history, clock)
                .with(leases)
                .withPoll(Duration.ofMillis(50)));
    }

    private long branchTotal() {
        Long total = starRocks.ask(sql -> sql.select(DSL.field(DSL.name("branch_total"), Long.class))
                .from(DSL.table(DSL.name("dws", "summary")))
                .limit(1)
                .fetchOne(0, Long.class));
        return total == null ? -1 : total;
    }

    private TaskRun.State taskRunState(WaveResult.Run run) {
        return starRocks.materializedViews(Set.of("dws")).stream()
                .filter(mv -> mv.name().equals(run.mv()))
                .flatMap(mv -> starRocks.taskRuns(Set.of(mv.taskName())).stream())
                .filter(task -> run.queryId().filter(task.queryId()::equals).isPresent())
                .map(TaskRun::state)
                .findFirst()
                .orElseThrow();
    }
}
