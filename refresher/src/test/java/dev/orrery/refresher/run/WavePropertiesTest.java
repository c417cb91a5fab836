// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.refresher.history.WaveResult;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every graph, whatever is loaded, fails and dies meanwhile. */
@Tag("slow")
class WavePropertiesTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void waves_keep_their_order_and_skip_nothing_that_changed(long seed) {
        Random random = new Random(seed);
        ModelGraph models = Models.random(random);
        try (Rig rig = new Rig(models)) {
            for (int i = 0; i < 8; i++) {
                disturb(rig, random);
                checkWave(rig, rig.refresher(new Disturber(rig, random)).runOnce("disturbed"));
            }
            settle(rig);
            checkEverythingIsUpToDate(rig, seed);
            int sent = rig.server.refreshes();
            WaveResult quiet = rig.runOnce();
            assertThat(rig.server.refreshes())
                    .as("a wave with nothing new, seed " + seed)
                    .isEqualTo(sent);
            assertThat(quiet.count(RunState.UNCHANGED)).isEqualTo(quiet.runs().size());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void target_lags_are_kept_on_their_own(long seed) {
        Random random = new Random(seed);
        ModelGraph models = Models.random(random);
        try (Rig rig = new Rig(models)) {
            Refresher refresher = rig.refresher();
            rig.runOnce();
            TreeSet<ModelName> late = new TreeSet<>();
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(5) == 0) {
                    loadOne(rig, random);
                }
                refresher.tick();
                refresher.freshness().stream()
                        .filter(mv -> mv.verdict() == Freshness.Verdict.LATE)
                        .forEach(mv -> late.add(mv.mv()));
                rig.server.advance(Duration.ofSeconds(5));
            }
            rig.history.waves(1_000).forEach(wave -> checkWave(rig, wave));
            assertThat(late)
                    .as("late although there was time enough, seed " + seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    void an_mv_that_keeps_failing_is_never_deactivated_by_starrocks(long seed) {
        Random random = new Random(seed);
        ModelGraph models = Models.random(random);
        try (Rig rig = new Rig(models)) {
            RefreshGraph graph = rig.graph;
            graph.inOrder()
                    .forEach(node -> rig.server.failNext(
                            node.name(), 3 + random.nextInt(30), random.nextBoolean() ? "timeout" : "nobody knows"));
            Refresher refresher = rig.refresher();
            for (int i = 0; i < 200; i++) {
                if (random.nextInt(3) == 0) {
                    loadOne(rig, random);
                }
                refresher.tick();
                rig.server.advance(Duration.ofMinutes(random.nextInt(20)));
            }
            assertThat(graph.inOrder()).allSatisfy(node -> {
                assertThat(rig.server.failuresInARow(node.name())).isLessThan(10);
                assertThat(rig.server.isInactive(node.name())).isFalse();
            });
        }
    }

    private static final class Disturber implements RefreshListener {
        private final Rig rig;
        private final Random random;

        Disturber(Rig rig, Random random) {
            this.rig = rig;
            this.random = random;
        }

        @Override
        public void ended(long wave, WaveResult.Run run) {
            if (random.nextInt(4) == 0) {
                loadOne(rig, random);
            }
        }

        @Override
        public void started(long wave, ModelName mv, String reason) {
            if (random.nextInt(6) == 0) {
                rig.server.refreshByHand(mv);
            }
        }
    }

    private static void disturb(Rig rig, Random random) {
        loadOne(rig, random);
        List<ModelName> mvs =
                rig.graph.inOrder().stream().map(RefreshGraph.Node::name).toList();
        if (!mvs.isEmpty() && random.nextInt(3) == 0) {
            rig.server.failNext(mvs.get(random.nextInt(mvs.size())), 1, "timeout");
        }
        if (!mvs.isEmpty() && random.nextInt(5) == 0) {
            rig.server.createAnew(mvs.get(random.nextInt(mvs.size())));
        }
    }

    private static void loadOne(Rig rig, Random random) {
        List<ModelName> roots = List.copyOf(rig.graph.roots());
        if (!roots.isEmpty()) {
            rig.server.load(roots.get(random.nextInt(roots.size())));
        }
    }

    private static void settle(Rig rig) {
        int most = 40;
        while (!rig.runOnce().isGood() && most > 0) {
            most--;
        }
    }

    static void checkWave(Rig rig, WaveResult wave) {
        assertThat(wave.runs())
                .doesNotHaveDuplicates()
                .extracting(WaveResult.Run::mv)
                .doesNotHaveDuplicates();
        for (WaveResult.Run run : wave.runs()) {
            assertThat(run.state())
                    .hasValueSatisfying(state -> assertThat(state.isFinal()).isTrue());
            assertThat(run.refreshesSent()).as(run.toString()).isLessThanOrEqualTo(1);
            run.upstream().forEach(mv -> checkOrder(wave, run, Rig.run(wave, mv.toString())));
            assertThat(run.upstream())
                    .containsExactlyInAnyOrderElementsOf(
                            rig.graph.find(run.mv()).orElseThrow().upstream());
        }
    }

    static void checkOrder(WaveResult wave) {
        wave.runs().forEach(run -> run.upstream().forEach(mv -> checkOrder(wave, run, Rig.run(wave, mv.toString()))));
    }

    private static void checkOrder(WaveResult wave, WaveResult.Run run, WaveResult.Run below) {
        if (run.refreshesSent() > 0) {
            assertThat(below.state().orElseThrow().isGood())
                    .as(wave + "\n" + run)
                    .isTrue();
            assertThat(run.submittedAt().orElseThrow())
                    .isAfterOrEqualTo(below.finishedAt().orElseThrow());
        }
        if (!below.state().orElseThrow().isGood()) {
            assertThat(run.state()).contains(RunState.BLOCKED);
        }
    }

    static void checkEverythingIsUpToDate(Rig rig, long seed) {
        assertThat(rig.graph.inOrder())
                .allSatisfy(node -> assertThat(rig.server.isUpToDate(node.name()))
                        .as(node.name() + ", seed " + seed)
                        .isTrue());
    }
}
