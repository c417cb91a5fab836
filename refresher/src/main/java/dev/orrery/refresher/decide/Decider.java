// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Cause.Trigger;
import dev.orrery.refresher.decide.Decision.Blocked;
import dev.orrery.refresher.decide.Decision.Join;
import dev.orrery.refresher.decide.Decision.Start;
import dev.orrery.refresher.decide.Decision.Unchanged;
import dev.orrery.refresher.decide.Decision.Wait;
import dev.orrery.refresher.decide.History.OpenWave;
import dev.orrery.refresher.decide.History.Success;
import dev.orrery.refresher.decide.Reason.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides: one decision with one reason for every MV of a graph, in the order of names.
 *
 * <p>MVs are refreshed in waves. A wave opens when an MV that promises a lag has to start, or what is below it has, to keep the
 * promise; it consists of that MV and all that is upstream of it. Within a wave each MV starts when all upstream of it have ended
 * well, and at most once. What a refresh would not change is not sent to the server.
 */
public final class Decider {
    private final RefreshGraph graph;
    private final History history;
    private final Policy policy;
    private final Instant now;
    private final Assessment assessment;
    private final TreeMap<ModelName, Decision> decisions = new TreeMap<>();

    private Decider(RefreshGraph graph, History history, Policy policy, Instant now, Assessment assessment) {
        this.graph = graph;
        this.history = history;
        this.policy = policy;
        this.now = now;
        this.assessment = assessment;
    }

    public static List<Decision> decide(
            RefreshGraph graph, Observations observations, History history, Policy policy, Instant now) {
        Assessment assessment = Assessment.of(graph, observations, history, policy, now);
        return new Decider(graph, history, policy, now, assessment).decide();
    }

    private List<Decision> decide() {
        List<Start> ready = new ArrayList<>();
        for (RefreshGraph.Node node : graph.inOrder()) {
            history.waveOf(node.name())
                    .map(wave -> inWave(node, wave))
                    .ifPresent(decision ->
                            decision.match(this::keep, start -> ready.add(start), this::keep, this::keep, this::keep));
        }
        admit(ready);
        graph.parts().forEach(this::openWave);
        return List.copyOf(decisions.values());
    }

    private boolean keep(Decision decision) {
        return decisions.put(decision.mv(), decision) == null;
    }

    private Decision inWave(RefreshGraph.Node node, OpenWave wave) {
        ModelName mv = node.name();
        Optional<RunState> state = wave.members().get(mv);
        if (state != null && state.isPresent()) {
            return state.get().isFinal()
                    ? new Wait(mv, new Reason(Kind.ENDED, "it is done in wave " + wave.id()))
                    : new Wait(mv, new Reason(Kind.IN_FLIGHT, "its refresh runs"));
        }
        List<ModelName> running = new ArrayList<>();
        for (ModelName upstream : node.upstream()) {
            Optional<RunState> below = wave.members().getOrDefault(upstream, Optional.of(RunState.UNCHANGED));
            if (below.isEmpty() || !below.get().isFinal()) {
                running.add(upstream);
            } else if (!below.get().isGood()) {
                Reason reason =
                        new Reason(Kind.UPSTREAM_NOT_GOOD, "'" + upstream + "' upstream of it " + ended(below.get()));
                return new Blocked(mv, wave.id(), Optional.of(upstream), reason);
            }
        }
        if (!running.isEmpty()) {
            return new Wait(mv, new Reason(Kind.UPSTREAM_RUNNING, "waits for " + quoted(running)));
        }
        return readyInWave(node, wave);
    }

    private Decision readyInWave(RefreshGraph.Node node, OpenWave wave) {
        ModelName mv = node.name();
        Facts facts = assessment.of(mv);
        Optional<Reason> obstacle = facts.obstacle()
                .filter(found -> wave.cause().trigger() == Trigger.SCHEDULE || Obstacles.holdsForRequests(found));
        if (obstacle.isPresent()) {
            return new Blocked(mv, wave.id(), Optional.empty(), obstacle.get());
        }
        Cut next = assessment.nextCut(node);
        Optional<Success> success = history.of(mv).success();
        if (success.isPresent() && success.get().cut().equals(next)) {
            return new Unchanged(
                    mv,
                    wave.id(),
                    new Reason(
                            Kind.NOTHING_NEW,
                            "nothing is new since " + Times.text(success.get().cutAt())));
        }
        return new Start(mv, wave.id(), next, why(mv, facts, next));
    }

    private Reason why(ModelName mv, Facts facts, Cut next) {
        return facts.pending().map(Facts.Pending::reason).orElseGet(() -> {
            // Its roots are as it holds them, but an MV below held an older version and was refreshed meanwhile.
            String changed = history.of(mv).success().stream()
                    .flatMap(success -> next.versions().entrySet().stream()
                            .filter(entry -> !success.cut().of(entry.getKey()).equals(entry.getValue()))
                            .map(entry -> "'" + entry.getKey() + "'"))
                    .collect(Collectors.joining(", "));
            return new Reason(Kind.CHANGED, changed + " reached it through an MV below");
        });
    }

    /** Least slack first; what finds no slot waits. */
    private void admit(List<Start> ready) {
        long inFlight = history.openWaves().stream()
                .flatMap(wave -> wave.members().values().stream())
                .filter(state -> state.isPresent() && !state.get().isFinal())
                .count();
        ready.sort(
                Comparator.comparing((Start start) -> assessment.of(start.mv()).latestStart())
                        .thenComparing(Start::mv));
        long free = Math.max(0, policy.slots() - inFlight);
        for (Start start : ready) {
            if (free > 0) {
                free--;
                keep(start);
            } else {
                keep(new Wait(
                        start.mv(),
                        new Reason(Kind.NO_SLOT, "all " + policy.slots() + " slots are taken by other refreshes")));
            }
        }
    }

    private void openWave(SortedSet<ModelName> part) {
        boolean busy = part.stream().anyMatch(decisions::containsKey);
        List<ModelName> due = new ArrayList<>();
        for (ModelName mv : part) {
            if (!decisions.containsKey(mv)) {
                Optional<Wait> wait = waiting(mv);
                wait.ifPresent(this::keep);
                if (wait.isEmpty() && busy) {
                    keep(new Wait(
                            mv, new Reason(Kind.UPSTREAM_RUNNING, "waits for the wave that runs on its neighbours")));
                } else if (wait.isEmpty()) {
                    due.add(mv);
                }
            }
        }
        if (!due.isEmpty()) {
            due.forEach(mv -> keep(new Join(mv, due.get(0), dueReason(mv))));
            graph.withUpstream(due).stream()
                    .filter(mv -> !due.contains(mv))
                    .forEach(mv -> keep(
                            new Join(mv, due.get(0), new Reason(Kind.UPSTREAM_OF_DUE, "what is due stands on it"))));
        }
    }

    /** Why an MV does not start a wave; empty when it does. */
    private Optional<Wait> waiting(ModelName mv) {
        Facts facts = assessment.of(mv);
        return facts.obstacle()
                .filter(Obstacles::isBroken)
                .or(() -> ground(facts))
                .or(() -> facts.obstacle())
                .or(() -> obstacleBelow(mv))
                .map(reason -> new Wait(mv, reason));
    }

    private Optional<Reason> ground(Facts facts) {
        if (facts.pending().isEmpty()) {
            return Optional.of(new Reason(Kind.NOTHING_NEW, "nothing is new for it"));
        }
        if (facts.dueAt().isEmpty()) {
            return Optional.of(
                    facts.target().isPresent()
                            ? new Reason(Kind.NOT_DUE, "refreshed when what stands on it is due")
                            : new Reason(Kind.NO_TARGET, "neither it nor what stands on it has a target lag"));
        }
        Instant due = facts.dueAt().get();
        if (due.isAfter(now)) {
            return Optional.of(new Reason(
                    Kind.NOT_DUE,
                    "due at " + Times.text(due) + ", in " + Times.text(Duration.between(now, due)) + ": "
                            + facts.pending().get().reason()));
        }
        return Optional.empty();
    }

    private Optional<Reason> obstacleBelow(ModelName mv) {
        return graph.withUpstream(List.of(mv)).stream()
                .filter(below -> !below.equals(mv))
                .map(assessment::of)
                .filter(below -> below.pending().isPresent() && below.obstacle().isPresent())
                .map(below -> new Reason(
                        Kind.UPSTREAM_OBSTACLE,
                        "it stands on '" + below.mv() + "', which waits: "
                                + below.obstacle().get()))
                .findFirst();
    }

    private Reason dueReason(ModelName mv) {
        Facts facts = assessment.of(mv);
        return new Reason(
                Kind.DUE,
                facts.pending().map(pending -> pending.reason().text()).orElse("it is due") + "; target lag "
                        + facts.ownTarget().map(Times::text).orElse("none"));
    }

    private static String ended(RunState state) {
        return switch (state) {
            case FAILED -> "failed";
            case CANCELLED -> "was cancelled";
            case BLOCKED -> "is blocked";
            case INTENDED, SUBMITTED, RUNNING -> "runs";
            case REFRESHED, UNCHANGED -> "ended well";
        };
    }

    private static String quoted(List<ModelName> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
