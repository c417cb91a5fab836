// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Policy;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.history.RunHistory;
import dev.orrery.starrocks.Leases;
import dev.orrery.starrocks.RefreshServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a refresher is made of.
 *
 * @param leases MVs that a deployment has taken, and who it is
 * @param tick how often to look whether something is due
 * @param poll how often to look at a wave that runs
 * @param keep how long ended waves stay in the run history
 */
public record RefresherSetup(
        RefreshGraph graph,
        RefreshServer server,
        RunHistory history,
        Supplier<Map<ModelName, String>> leases,
        Policy policy,
        Duration tick,
        Duration poll,
        Duration keep,
        Clock clock,
        Pause pause,
        RefreshListener listener) {

    public static RefresherSetup of(RefreshGraph graph, RefreshServer server, RunHistory history, Clock clock) {
        return new RefresherSetup(
                graph,
                server,
                history,
                Map::of,
                Policy.DEFAULT,
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofDays(30),
                clock,
                Pause.real(),
                RefreshListener.SILENT);
    }

    /** Leaves alone what deployments have leased. */
    public RefresherSetup with(Leases other) {
        return with(() -> other.active().values().stream()
                .collect(Collectors.toMap(Leases.Lease::materializedView, Leases.Lease::owner)));
    }

    public RefresherSetup with(Supplier<Map<ModelName, String>> other) {
        return new RefresherSetup(graph, server, history, other, policy, tick, poll, keep, clock, pause, listener);
    }

    public RefresherSetup with(Policy other) {
        return new RefresherSetup(graph, server, history, leases, other, tick, poll, keep, clock, pause, listener);
    }

    public RefresherSetup with(RefreshListener other) {
        return new RefresherSetup(graph, server, history, leases, policy, tick, poll, keep, clock, pause, other);
    }

    public RefresherSetup with(Pause other) {
        return new RefresherSetup(graph, server, history, leases, policy, tick, poll, keep, clock, other, listener);
    }

    public RefresherSetup withTick(Duration other) {
        return new RefresherSetup(graph, server, history, leases, policy, other, poll, keep, clock, pause, listener);
    }

    public RefresherSetup withPoll(Duration other) {
        return new RefresherSetup(graph, server, history, leases, policy, tick, other, keep, clock, pause, listener);
    }
}
