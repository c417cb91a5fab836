// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Assessment;
import dev.orrery.refresher.decide.Cause;
import dev.orrery.refresher.decide.Decider;
import dev.orrery.refresher.decide.Decision;
import dev.orrery.refresher.decide.Failure;
import dev.orrery.refresher.decide.History;
import dev.orrery.refresher.decide.History.OpenWave;
import dev.orrery.refresher.decide.Observations;
import dev.orrery.refresher.decide.Policy;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.refresher.history.OpenRun;
import dev.orrery.refresher.history.RunHistory;
import dev.orrery.starrocks.RefreshServer;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.TaskRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of the wheel: follow what runs, look, decide, announce, send. All that it knows between two turns is in the run history, so
 * it may be killed between any two statements and goes on where it was. One thread at a time.
 */
public final class RefreshLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshLoop.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RefreshGraph graph;
    private final RefreshServer server;
    private final RunHistory store;
    private final Observer observer;
    private final Policy policy;
    private final Clock clock;
    private final RefreshListener listener;

    /** When the end of a batch was first seen without a next one. */
    @GuardedBy("this")
    private final Map<String, Instant> betweenBatches = new HashMap<>();

    public RefreshLoop(
            RefreshGraph graph,
            RefreshServer server,
            RunHistory store,
            Supplier<Map<ModelName, String>> leases,
            Policy policy,
            Clock clock,
            RefreshListener listener) {
        this.graph = graph;
        this.server = server;
        this.store = store;
        this.observer = new Observer(graph, server, leases);
        this.policy = policy;
        this.clock = clock;
        this.listener = listener;
    }

    /** Whether waves may be opened for MVs that are due. */
    public enum Opening {
        WHEN_DUE,
        NONE
    }

    /**
     * Does everything that can be done now.
     *
     * @return the waves that are open afterwards
     */
    public synchronized List<OpenWave> turn(Opening opening) {
        follow();
        Look look = look();
        History history = store.load();
        while (carryOut(look, history, opening)) {
            history = store.load();
        }
        closeEnded(history);
        return store.load().openWaves();
    }

    /** Opens a wave of some MVs and all that is upstream of them, leaving out those that are in a wave already. */
    public synchronized long open(Cause cause, Set<ModelName> mvs) {
        SortedSet<ModelName> members = graph.withUpstream(mvs);
        store.load()
                .openWaves()
                .forEach(wave -> members.removeAll(wave.members().keySet()));
        return openWave(cause, members);
    }

    /** What is known now of every MV. */
    public synchronized Assessment assess() {
        Look look = look();
        return Assessment.of(graph, look.observations(), store.load(), policy, look.at());
    }

    /** What would be decided now, together with the ground on which it stands. Changes nothing. */
    synchronized Explanation explain(ModelName mv) {
        Look look = look();
        History history = store.load();
        Decision decision = Decider.decide(graph, look.observations(), history, policy, look.at()).stream()
                .filter(found -> found.mv().equals(mv))
                .findFirst()
                .orElseThrow();
        Assessment assessment = Assessment.of(graph, look.observations(), history, policy, look.at());
        return Explanation.of(graph, assessment, decision, look.at());
    }

    /** @param at the time after looking: what changes later is not in it */
    private record Look(Observations observations, Instant at) {}

    private synchronized Look look() {
        Observations observations = observer.observe();
        Instant at = clock.instant();
        store.rootsSeen(store.load().changes(), observations.roots(), at);
        return new Look(observations, at);
    }

    private synchronized boolean carryOut(Look look, History history, Opening opening) {
        boolean orphaned = blockOrphans(history);
        SortedMap<ModelName, SortedSet<ModelName>> opened = new TreeMap<>();
        List<Decision.Start> starts = new ArrayList<>();
        boolean changed = orphaned;
        for (Decision decision : Decider.decide(graph, look.observations(), history, policy, look.at())) {
            changed |= decision.match(
                    join -> opening == Opening.WHEN_DUE
                            && opened.computeIfAbsent(join.wave(), any -> new TreeSet<>())
                                    .add(join.mv()),
                    start -> !starts.add(start),
                    unchanged -> {
                        store.unchanged(
                                unchanged.wave(),
                                unchanged.mv(),
                                unchanged.reason().text());
                        return ended(unchanged.wave(), unchanged.mv());
                    },
                    blocked -> {
                        store.blocked(
                                blocked.wave(),
                                blocked.mv(),
                                blocked.by(),
                                blocked.reason().text());
                        return ended(blocked.wave(), blocked.mv());
                    },
                    wait -> false);
        }
        opened.values().forEach(members -> openWave(Cause.due(), members));
        return startAll(starts, look) || changed;
    }

    private boolean startAll(List<Decision.Start> starts, Look look) {
        if (starts.isEmpty()) {
            return false;
        }
        Map<ModelName, String> tasks =
                starts.stream().collect(Collectors.toMap(Decision.Start::mv, start -> taskName(look, start.mv())));
        Map<String, List<TaskRun>> known = taskRuns(Set.copyOf(tasks.values()));
        boolean ended = false;
        for (Decision.Start start : starts) {
            String task = tasks.getOrDefault(start.mv(), "");
            List<TaskRun> before = known.getOrDefault(task, List.of());
            Optional<String> newest = before.isEmpty()
                    ? Optional.empty()
                    : Optional.of(before.get(before.size() - 1).queryId());
            store.intend(
                    start.wave(),
                    start.mv(),
                    start.cut(),
                    look.at(),
                    task,
                    newest,
                    start.reason().text());
            listener.started(start.wave(), start.mv(), start.reason().text());
            ended |= send(openRun(start.wave(), start.mv()));
        }
        return ended;
    }

    private static String taskName(Look look, ModelName mv) {
        Observations.MvStatus status = look.observations().materializedViews().get(mv);
        return status == null ? "" : status.taskName();
    }

    /** Returns whether the run has ended with it, that is: was refused. */
    private boolean send(OpenRun run) {
        try {
            store.submitted(run.wave(), run.mv(), server.refresh(run.mv(), "wave " + run.wave()));
            return false;
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                // Nobody knows whether it arrived: the next turn finds its task run, or sends it again.
                LOG.warn("the connection broke while '{}' was sent to be refreshed: {}", run.mv(), e.getMessage());
                return false;
            }
            String message = String.valueOf(e.getMessage());
            store.failed(run, Failure.of(message), message);
            return ended(run.wave(), run.mv());
        }
    }

    private OpenRun openRun(long wave, ModelName mv) {
        return store.openRuns().stream()
                .filter(run -> run.wave() == wave && run.mv().equals(mv))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("'" + mv + "' was not announced"));
    }

    private synchronized void follow() {
        List<OpenRun> open = store.openRuns();
        if (open.isEmpty()) {
            betweenBatches.clear();
            return;
        }
        Map<String, List<TaskRun>> runs =
                taskRuns(open.stream().map(OpenRun::taskName).collect(Collectors.toSet()));
        for (OpenRun run : open) {
            follow(run, Progress.of(run, runs.getOrDefault(run.taskName(), List.of()), clock.instant(), PATIENCE));
        }
    }

    private synchronized void follow(OpenRun run, Progress progress) {
        switch (progress.kind()) {
            case PENDING -> {}
            case RUNNING -> {
                if (run.state() != RunState.RUNNING) {
                    store.running(run.wave(), run.mv());
                }
            }
            case ADOPTED, MOVED -> store.submitted(run.wave(), run.mv(), progress.text());
            case NOT_SENT -> sendAgain(run);
            case BETWEEN_BATCHES -> {
                Instant since = betweenBatches.computeIfAbsent(progress.text(), any -> clock.instant());
                if (since.plus(PATIENCE).isBefore(clock.instant())) {
                    fail(run, Failure.TRANSIENT, "the next batch of partitions was never started");
                }
            }
            case REFRESHED -> {
                store.refreshed(run);
                ended(run.wave(), run.mv());
            }
            case SKIPPED -> {
                store.skipped(run);
                ended(run.wave(), run.mv());
            }
            case FAILED -> fail(run, Failure.of(progress.text()), progress.text());
            case LOST -> fail(run, Failure.TRANSIENT, progress.text());
            case CANCELLED -> {
                store.cancelled(run, progress.text());
                ended(run.wave(), run.mv());
            }
        }
    }

    private void fail(OpenRun run, Failure failure, String message) {
        store.failed(run, failure, message);
        ended(run.wave(), run.mv());
    }

    private void sendAgain(OpenRun run) {
        store.intend(run.wave(), run.mv(), run.cut(), run.cutAt(), run.taskName(), run.seenQueryId(), "sent again");
        send(run);
    }

    private Map<String, List<TaskRun>> taskRuns(Set<String> taskNames) {
        return server.taskRuns(taskNames).stream().collect(Collectors.groupingBy(TaskRun::taskName));
    }

    /** Members of a wave of an earlier process whose models are gone. */
    private boolean blockOrphans(History history) {
        boolean found = false;
        for (OpenWave wave : history.openWaves()) {
            for (Map.Entry<ModelName, Optional<RunState>> member :
                    wave.members().entrySet()) {
                if (member.getValue().isEmpty() && graph.find(member.getKey()).isEmpty()) {
                    store.blocked(wave.id(), member.getKey(), Optional.empty(), "it is no managed MV any more");
                    found |= ended(wave.id(), member.getKey());
                }
            }
        }
        return found;
    }

    private void closeEnded(History history) {
        for (OpenWave wave : history.openWaves()) {
            boolean over = wave.members().values().stream()
                    .allMatch(state -> state.filter(RunState::isFinal).isPresent());
            if (over) {
                store.closeWave(wave.id());
                store.wave(wave.id()).ifPresent(listener::waveEnded);
            }
        }
    }

    private long openWave(Cause cause, SortedSet<ModelName> members) {
        long wave = store.openWave(cause, graph, members);
        store.wave(wave).ifPresent(listener::waveOpened);
        return wave;
    }

    private boolean ended(long wave, ModelName mv) {
        store.wave(wave).stream()
                .flatMap(result -> result.runs().stream())
                .filter(run -> run.mv().equals(mv))
                .forEach(run -> listener.ended(wave, run));
        return true;
    }
}
