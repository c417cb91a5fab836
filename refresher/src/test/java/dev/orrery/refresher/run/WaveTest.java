// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import static dev.orrery.refresher.run.Models.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.refresher.history.WaveResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaveTest {
    @Test
    void a_diamond_is_refreshed_from_its_top_to_its_bottom_and_the_bottom_once() {
        try (Rig rig = new Rig(Models.diamond())) {
            WaveResult wave = rig.runOnce();
            assertThat(wave.runs())
                    .extracting(WaveResult.Run::mv)
                    .containsExactly(
                            name("dws.base"), name("dws.branch_day"), name("dws.customer_day"), name("dws.summary"));
            assertThat(wave.count(RunState.REFRESHED)).isEqualTo(4);
            assertThat(rig.server.refreshes()).isEqualTo(4);
            assertThat(Rig.run(wave, "dws.summary").submittedAt().orElseThrow())
                    .isAfterOrEqualTo(
                            Rig.run(wave, "dws.branch_day").finishedAt().orElseThrow())
                    .isAfterOrEqualTo(
                            Rig.run(wave, "dws.customer_day").finishedAt().orElseThrow());
            assertThat(rig.server.isUpToDate(name("dws.summary"))).isTrue();
        }
    }

    @Test
    void a_wave_with_nothing_new_sends_no_refresh() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.runOnce();
            int sent = rig.server.refreshes();
            WaveResult second = rig.runOnce();
            assertThat(rig.server.refreshes()).isEqualTo(sent);
            assertThat(second.count(RunState.UNCHANGED)).isEqualTo(4);
            assertThat(second.runs())
                    .allSatisfy(run -> assertThat(run.refreshesSent()).isZero());
        }
    }

    @Test
    void only_what_stands_on_a_changed_table_is_refreshed() {
        try (Rig rig = new Rig(new Models()
                .table("ods.a")
                .table("ods.b")
                .mv("dws.on_a", "ods.a")
                .mv("dws.on_b", "ods.b")
                .mv("dws.on_both", "dws.on_a", "dws.on_b")
                .graph())) {
            rig.runOnce();
            rig.server.load(name("ods.b"));
            WaveResult wave = rig.runOnce();
            assertThat(Rig.run(wave, "dws.on_a").state()).contains(RunState.UNCHANGED);
            assertThat(Rig.run(wave, "dws.on_b").state()).contains(RunState.REFRESHED);
            assertThat(Rig.run(wave, "dws.on_both").state()).contains(RunState.REFRESHED);
        }
    }

    @Test
    void a_failure_blocks_all_that_stands_on_it_and_nothing_else() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.server.failNext(name("dws.branch_day"), 1, "Memory of process exceed limit");
            WaveResult wave = rig.runOnce();
            assertThat(wave.isGood()).isFalse();
            assertThat(Rig.run(wave, "dws.branch_day").state()).contains(RunState.FAILED);
            assertThat(Rig.run(wave, "dws.branch_day").error()).contains("Memory of process exceed limit");
            assertThat(Rig.run(wave, "dws.customer_day").state()).contains(RunState.REFRESHED);
            WaveResult.Run summary = Rig.run(wave, "dws.summary");
            assertThat(summary.state()).contains(RunState.BLOCKED);
            assertThat(summary.blockedBy()).contains(name("dws.branch_day"));
            assertThat(summary.queryId()).isEmpty();
        }
    }

    @Test
    void what_failed_is_made_up_for_by_the_next_wave() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.server.failNext(name("dws.base"), 1, "timeout");
            rig.runOnce();
            WaveResult second = rig.runOnce();
            assertThat(second.count(RunState.REFRESHED)).isEqualTo(4);
            assertThat(rig.server.isUpToDate(name("dws.summary"))).isTrue();
        }
    }

    @Test
    void a_table_that_changes_while_the_wave_runs_is_not_taken_for_contained() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.refresher(new RefreshListener() {
                        @Override
                        public void ended(long wave, WaveResult.Run run) {
                            if (run.mv().equals(name("dws.base"))) {
                                rig.server.load(name("ods.txn"));
                            }
                        }
                    })
                    .runOnce("test");
            assertThat(rig.server.isUpToDate(name("dws.summary"))).isFalse();
            WaveResult second = rig.runOnce();
            assertThat(second.count(RunState.REFRESHED)).isEqualTo(4);
            assertThat(rig.server.isUpToDate(name("dws.summary"))).isTrue();
        }
    }

    @Test
    void an_mv_that_was_created_anew_is_refreshed_with_all_that_stands_on_it() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.runOnce();
            rig.server.createAnew(name("dws.branch_day"));
            WaveResult wave = rig.runOnce();
            assertThat(Rig.run(wave, "dws.base").state()).contains(RunState.UNCHANGED);
            assertThat(Rig.run(wave, "dws.branch_day").state()).contains(RunState.REFRESHED);
            assertThat(Rig.run(wave, "dws.summary").refreshesSent()).isEqualTo(1);
        }
    }

    @Test
    void an_mv_that_a_deployment_has_leased_is_left_alone() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.leased.put(name("dws.base"), "anna");
            WaveResult wave = rig.runOnce();
            assertThat(Rig.run(wave, "dws.base").reason()).isEqualTo("a deployment by 'anna' is working on it");
            assertThat(wave.count(RunState.BLOCKED)).isEqualTo(4);
            assertThat(rig.server.refreshes()).isZero();
        }
    }

    @Test
    void an_inactive_mv_is_not_sent_and_says_why() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.server.deactivate(name("dws.base"), "base-table dropped: txn");
            WaveResult wave = rig.runOnce();
            assertThat(Rig.run(wave, "dws.base").reason())
                    .isEqualTo("it is inactive: 'base-table dropped: txn'; `orrery apply` tries to activate it");
            assertThat(rig.server.refreshes()).isZero();
        }
    }

    @Test
    void an_inactive_mv_is_never_called_fresh_though_nothing_is_new_for_it() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.runOnce();
            rig.server.deactivate(name("dws.base"), "base table schema changed for columns: note");
            assertThat(rig.refresher().freshness().stream().filter(mv -> mv.mv().equals(name("dws.base"))))
                    .extracting(Freshness::verdict)
                    .containsExactly(Freshness.Verdict.INACTIVE);
            assertThat(rig.refresher().why(name("dws.base")).toText()).startsWith("dws.base waits: it is inactive");
        }
    }

    @Test
    void never_more_refreshes_run_at_a_time_than_there_are_slots() {
        Models models = new Models().table("ods.t");
        for (int i = 0; i < 12; i++) {
            models.mv("dws.m" + i, "ods.t");
        }
        try (Rig rig = new Rig(models.graph())) {
            rig.runOnce();
            assertThat(rig.server.mostRunning()).isEqualTo(3);
        }
    }

    @Test
    void a_refresh_that_somebody_else_merges_into_his_own_is_followed_to_its_end() {
        try (Rig rig = new Rig(new Models().table("ods.t").mv("dws.m", "ods.t").graph())) {
            rig.server.runsTake(Duration.ofSeconds(5));
            rig.server.refreshByHand(name("dws.m"));
            rig.server.load(name("ods.t"));
            WaveResult wave = rig.refresher(new RefreshListener() {
                        @Override
                        public void started(long number, dev.orrery.models.catalog.ModelName mv, String reason) {
                            rig.server.load(name("ods.t"));
                        }
                    })
                    .runOnce("test");
            assertThat(wave.isGood()).isTrue();
            assertThat(rig.server.isUpToDate(name("dws.m"))).isTrue();
        }
    }

    @Test
    void runs_that_a_fail_over_has_lost_fail_and_are_made_up_for() {
        try (Rig rig = new Rig(Models.diamond())) {
            WaveResult wave = rig.refresher(new RefreshListener() {
                        private boolean done;

                        @Override
                        public void ended(long number, WaveResult.Run run) {
                            if (!done && run.mv().equals(name("dws.base"))) {
                                done = true;
                                rig.server.failOver();
                            }
                        }
                    })
                    .runOnce("test");
            assertThat(wave.runs())
                    .allSatisfy(run ->
                            assertThat(run.state().orElseThrow().isFinal()).isTrue());
            rig.runOnce();
            assertThat(rig.server.isUpToDate(name("dws.summary"))).isTrue();
        }
    }

    @Test
    void some_mvs_are_refreshed_with_what_they_stand_on() {
        try (Rig rig = new Rig(Models.diamond())) {
            WaveResult wave = rig.refresher().runOnce("test", java.util.Set.of(name("dws.branch_day")));
            assertThat(wave.runs())
                    .extracting(WaveResult.Run::mv)
                    .containsExactly(name("dws.base"), name("dws.branch_day"));
        }
    }

    @Test
    void an_unknown_mv_names_the_nearest_one() {
        try (Rig rig = new Rig(Models.diamond())) {
            assertThatThrownBy(() -> rig.refresher().why(name("dws.branch_dya")))
                    .isInstanceOfSatisfying(
                            DiagnosticException.class,
                            e -> assertThat(e.diagnostics())
                                    .singleElement()
                                    .satisfies(d -> assertThat(d.hint()).contains("did you mean 'dws.branch_day'?")));
        }
    }

    @Test
    void the_tree_of_a_wave_shows_each_mv_once_below_what_it_waited_for() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.server.failNext(name("dws.customer_day"), 1, "Backend 10001 is not alive");
            List<String> lines = WaveTree.lines(rig.runOnce());
            assertThat(String.join("\n", lines)).isEqualTo("""
                    wave 1 (test): 2 refreshed, 1 failed, 1 blocked in 2.0 s
                    └─ dws.base             refreshed  1.0 s
                       ├─ dws.branch_day    refreshed  1.0 s
                       │  └─ dws.summary    blocked  after dws.branch_day, dws.customer_day  'dws.customer_day' upstream of it failed
                       └─ dws.customer_day  failed  1.0 s  Backend 10001 is not alive""");
        }
    }
}
