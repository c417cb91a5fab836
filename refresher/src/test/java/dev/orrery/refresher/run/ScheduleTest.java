// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import static dev.orrery.refresher.run.Models.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.refresher.decide.Cause.Trigger;
import dev.orrery.refresher.history.WaveResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ModelGraph ONE = new Models()
            .table("ods.t")
            .mv("dws.m", Duration.ofMinutes(10), "ods.t")
            .graph();

    @Test
    void a_change_waits_until_its_mv_is_due_and_then_is_refreshed_within_the_target() {
        try (Rig rig = new Rig(ONE)) {
            rig.runOnce();
            Refresher refresher = rig.refresher();
            rig.server.load(name("ods.t"));
            refresher.tick();
            rig.server.advance(Duration.ofMinutes(9));
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(1);
            rig.server.advance(Duration.ofSeconds(54));
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(2);
            WaveResult wave = rig.history.waves(1).get(0);
            assertThat(wave.cause().trigger()).isEqualTo(Trigger.SCHEDULE);
            assertThat(Rig.run(wave, "dws.m").reason()).isEqualTo("'ods.t' changed at 2026-11-21T10:00:01Z");
            assertThat(refresher.freshness()).singleElement().satisfies(mv -> {
                assertThat(mv.verdict()).isEqualTo(Freshness.Verdict.FRESH);
                assertThat(mv.lag()).contains(Duration.ZERO);
            });
        }
    }

    @Test
    void an_idle_tick_costs_two_statements_and_writes_no_wave() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.runOnce();
            int before = rig.server.statements();
            rig.refresher().tick();
            assertThat(rig.server.statements() - before).isEqualTo(2);
            assertThat(rig.history.waves(10)).hasSize(1);
        }
    }

    @Test
    void what_was_never_refreshed_is_due_at_once_with_all_below_it() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.refresher().tick();
            assertThat(rig.history.waves(10))
                    .singleElement()
                    .satisfies(wave -> assertThat(wave.runs()).hasSize(4));
            assertThat(rig.server.isUpToDate(name("dws.summary"))).isTrue();
        }
    }

    @Test
    void a_failed_refresh_is_tried_again_after_a_while_and_ever_more_seldom() {
        try (Rig rig = new Rig(ONE)) {
            rig.server.failNext(name("dws.m"), 4, "timeout");
            Refresher refresher = rig.refresher();
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(1);
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(1);
            rig.server.advance(Duration.ofSeconds(10));
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(2);
            rig.server.advance(Duration.ofSeconds(9));
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(2);
            rig.server.advance(Duration.ofSeconds(11));
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(3);
        }
    }

    @Test
    void what_trying_again_does_not_mend_is_probed_rarely() {
        try (Rig rig = new Rig(ONE)) {
            rig.server.failNext(
                    name("dws.m"), 4, "Getting analyzing error. Detail message: Column 'x' cannot be resolved.");
            Refresher refresher = rig.refresher();
            refresher.tick();
            rig.server.advance(Duration.ofMinutes(7));
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(1);
            rig.server.advance(Duration.ofMinutes(8));
            refresher.tick();
            assertThat(rig.server.refreshes()).isEqualTo(2);
        }
    }

    @Test
    void whoever_asks_need_not_wait() {
        try (Rig rig = new Rig(ONE)) {
            rig.server.failNext(name("dws.m"), 1, "timeout");
            rig.runOnce();
            assertThat(rig.runOnce().isGood()).isTrue();
        }
    }

    @Test
    void the_reason_for_waiting_is_told_with_the_facts_behind_it() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.runOnce();
            rig.server.load(name("ods.txn"));
            rig.refresher().tick();
            rig.server.advance(Duration.ofSeconds(90));
            assertThat(rig.refresher().why(name("dws.summary")).toText()).isEqualTo("""
                    dws.summary waits: due at 2026-11-21T10:09:53Z, in 8 min 20 s: 'ods.txn' changed at 2026-11-21T10:00:03Z
                    ├─ new for it: 'ods.txn' changed at 2026-11-21T10:00:03Z
                    ├─ lag: 1 min 30 s
                    ├─ target lag: 10 min
                    ├─ its refresh takes: up to 1.5 s, with what is below it up to 4.5 s
                    ├─ has to start: at 2026-11-21T10:09:53Z
                    └─ stands on: dws.branch_day (MV, something new), dws.customer_day (MV, something new)
                    """);
        }
    }

    @Test
    void the_reason_for_not_trying_is_told() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.server.failNext(name("dws.base"), 1, "timeout");
            rig.runOnce();
            assertThat(rig.refresher().why(name("dws.summary")).toText()).isEqualTo("""
                    dws.summary waits: it stands on 'dws.base', which waits: its last refresh failed; tried again at 2026-11-21T10:00:10Z, in 9.7 s
                    ├─ new for it: it was never refreshed
                    ├─ lag: unknown, it was never refreshed
                    ├─ target lag: 10 min
                    ├─ its refresh takes: unknown, it never ran
                    ├─ has to start: now, since 2026-11-21T10:00:01Z
                    └─ stands on: dws.branch_day (MV, something new), dws.customer_day (MV, something new)
                    """);
        }
    }

    @Test
    void quartz_keeps_the_target_until_it_is_closed() {
        try (Rig rig = new Rig(ONE)) {
            Refresher refresher = rig.refresher();
            refresher.start();
            await(rig);
            assertThat(rig.server.isUpToDate(name("dws.m"))).isTrue();
            refresher.close();
            int statements = rig.server.statements();
            refresher.close();
            assertThat(rig.server.statements()).isEqualTo(statements);
        }
    }

    private static void await(Rig rig) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (rig.history.waves(1).stream().allMatch(wave -> wave.endedAt().isEmpty())
                || rig.history.waves(1).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no wave within 20 s");
            }
            Thread.onSpinWait();
        }
    }
}
