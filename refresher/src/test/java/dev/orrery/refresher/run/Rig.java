// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Policy;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.history.RunHistory;
import dev.orrery.refresher.history.WaveResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A refresher over a fake front end, a manual clock and a history in memory. */
final class Rig implements AutoCloseable {
    static final Duration POLL = Duration.ofMillis(500);

    final ManualClock clock = new ManualClock();
    final FakeStarRocks server;
    final RunHistory history;
    final Map<ModelName, String> leased = new HashMap<>();
    final RefreshGraph graph;
    private final RefresherSetup setup;

    Rig(ModelGraph models) {
        this(models, Policy.DEFAULT.withJitter(Duration.ZERO));
    }

    Rig(ModelGraph models, Policy policy) {
        this.server = new FakeStarRocks(models, clock);
        this.history = RunHistory.inMemory("rig-" + UUID.randomUUID(), clock);
        this.graph = RefreshGraph.of(models);
        this.setup = RefresherSetup.of(graph, server, history, clock)
                .with(policy)
                .withPoll(POLL)
                .with(server::advance)
                .with(() -> leased);
    }

    /** A process as it starts: nothing is left of an earlier one but the history. */
    Refresher refresher() {
        return new Refresher(setup);
    }

    Refresher refresher(RefreshListener listener) {
        return new Refresher(setup.with(listener));
    }

    WaveResult runOnce() {
        return refresher().runOnce("test");
    }

    static WaveResult.Run run(WaveResult wave, String mv) {
        return wave.runs().stream()
                .filter(run -> run.mv().equals(Models.name(mv)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        history.close();
    }
}
