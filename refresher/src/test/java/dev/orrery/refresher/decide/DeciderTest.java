// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import static dev.orrery.refresher.run.Models.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.History.MvHistory;
import dev.orrery.refresher.decide.Observations.MvStatus;
import dev.orrery.refresher.decide.Observations.RootVersion;
import dev.orrery.refresher.decide.Observations.Scheme;
import dev.orrery.refresher.run.Models;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void every_mv_gets_exactly_one_decision_and_the_same_one_each_time() {
        for (long seed = 0; seed < 200; seed++) {
            RefreshGraph graph = RefreshGraph.of(Models.random(new Random(seed)));
            Observations observations = all(graph);
            List<Decision> decisions = Decider.decide(graph, observations, History.EMPTY, Policy.DEFAULT, NOW);
            assertThat(decisions)
                    .extracting(Decision::mv)
                    .doesNotHaveDuplicates()
                    .hasSize(graph.inOrder().size());
            assertThat(decisions)
                    .allSatisfy(decision -> assertThat(decision.reason().text()).isNotBlank());
            assertThat(Decider.decide(graph, observations, History.EMPTY, Policy.DEFAULT, NOW))
                    .isEqualTo(decisions);
        }
    }

    @Test
    void the_target_of_an_inner_mv_is_what_the_tightest_above_it_leaves() {
        RefreshGraph graph = RefreshGraph.of(new Models()
                .table("ods.t")
                .mv("dws.inner", "ods.t")
                .mv("dws.loose", Duration.ofMinutes(60), "dws.inner")
                .mv("dws.middle", "dws.inner")
                .mv("dws.tight", Duration.ofMinutes(10), "dws.middle")
                .graph());
        Map<ModelName, Duration> expected =
                Map.of(name("dws.tight"), Duration.ofMinutes(3), name("dws.middle"), Duration.ofMinutes(2));
        Targets targets = Targets.of(graph, expected);
        assertThat(targets.of(name("dws.middle"))).contains(Duration.ofMinutes(7));
        assertThat(targets.of(name("dws.inner"))).contains(Duration.ofMinutes(5));
        assertThat(Targets.infeasible(graph, expected)).isEmpty();
        assertThat(Targets.infeasible(graph, Map.of(name("dws.tight"), Duration.ofMinutes(11))))
                .containsOnlyKeys(name("dws.tight"));
    }

    @Test
    void an_mv_that_starrocks_refreshes_is_a_root() {
        RefreshGraph graph = RefreshGraph.of(new Models()
                .table("ods.t")
                .nativeMv("dws.native", "ods.t")
                .view("dws.v", "dws.native")
                .mv("dws.m", Duration.ofMinutes(1), "dws.v")
                .graph());
        assertThat(graph.inOrder()).extracting(RefreshGraph.Node::name).containsExactly(name("dws.m"));
        assertThat(graph.roots()).containsExactly(name("dws.native"));
    }

    @Test
    void neighbours_in_time_are_spread_by_their_names_and_always_alike() {
        Policy policy = Policy.DEFAULT;
        Duration target = Duration.ofMinutes(5);
        List<Duration> spread = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> policy.jitterOf(name("dws.m" + i), target))
                .toList();
        assertThat(spread).allMatch(jitter -> jitter.compareTo(Duration.ofSeconds(30)) <= 0);
        assertThat(spread.stream().distinct().count()).isGreaterThan(90);
        assertThat(policy.jitterOf(name("dws.m1"), target)).isEqualTo(spread.get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Getting analyzing error. Detail message: Column 'x' cannot be resolved.|PERMANENT",
                "Access denied; you need (at least one of) the SELECT privilege(s) on TABLE t for this operation.|PERMANENT",
                "Refresh materialized view dws.m failed: Memory of process exceed limit.|TRANSIENT",
                "Failed to lock database: dws in refresh mv|TRANSIENT",
                "Backend node not found. Check if any backend node is down.|TRANSIENT",
                "Query reached its timeout of 3600 seconds|TRANSIENT",
                "get database read lock timeout|TRANSIENT",
                "Column 'x' cannot be resolved after the connection was lost|TRANSIENT",
                "something odd|UNKNOWN",
            })
    void failures_are_told_apart_by_what_the_server_says(String message, Failure failure) {
        assertThat(Failure.of(message)).isEqualTo(failure);
    }

    @Test
    void a_thousand_mvs_are_decided_within_one_look() {
        RefreshGraph graph = RefreshGraph.of(wide(1_000));
        Observations observations = all(graph);
        History history = refreshed(graph, observations);
        Decider.decide(graph, observations, history, Policy.DEFAULT, NOW);
        long started = System.nanoTime();
        List<Decision> decisions = Decider.decide(graph, observations, history, Policy.DEFAULT, NOW);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertThat(decisions)
                .hasSize(1_000)
                .allMatch(decision -> decision.reason().kind() == Reason.Kind.NOTHING_NEW);
        // Twenty milliseconds on a quiet machine; a loaded one may be ten times as slow.
        assertThat(took).isLessThan(Duration.ofSeconds(1));
    }

    private static dev.orrery.models.catalog.ModelGraph wide(int count) {
        Models models = new Models();
        for (int i = 0; i < 40; i++) {
            models.table("ods.t" + i);
        }
        for (int i = 0; i < count; i++) {
            String below = i < 100 ? "ods.t" + i % 40 : "dws.m" + (i - 100);
            models.mv("dws.m" + i, Duration.ofMinutes(10), below, "ods.t" + i % 7);
        }
        return models.graph();
    }

    private static Observations all(RefreshGraph graph) {
        Map<ModelName, RootVersion> roots = new HashMap<>();
        graph.roots().forEach(root -> roots.put(root, new RootVersion("v1", Optional.of(NOW))));
        Map<ModelName, MvStatus> mvs = new HashMap<>();
        graph.inOrder()
                .forEach(node ->
                        mvs.put(node.name(), new MvStatus("mv-" + node.name(), Scheme.MANUAL, Optional.empty())));
        return new Observations(roots, mvs, Map.of());
    }

    /** As if every MV had just been refreshed, one after the other. */
    private static History refreshed(RefreshGraph graph, Observations observations) {
        Map<ModelName, MvHistory> mvs = new HashMap<>();
        History history = History.EMPTY;
        Assessment assessment = Assessment.of(graph, observations, history, Policy.DEFAULT, NOW);
        for (RefreshGraph.Node node : graph.inOrder()) {
            java.util.TreeMap<ModelName, java.util.SortedSet<String>> versions = new java.util.TreeMap<>();
            node.roots().forEach(root -> versions.put(root, new java.util.TreeSet<>(List.of("v1"))));
            Cut cut = new Cut(assessment.identity(node.name()), versions);
            mvs.put(
                    node.name(),
                    new MvHistory(
                            Optional.of(new History.Success(cut, NOW)),
                            History.Failures.none(),
                            Duration.ofSeconds(1)));
        }
        return new History(mvs, Map.of(), List.of());
    }
}
