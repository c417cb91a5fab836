// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Facts.Pending;
import dev.orrery.refresher.decide.History.RootChange;
import dev.orrery.refresher.decide.History.Success;
import dev.orrery.refresher.decide.Observations.MvStatus;
import dev.orrery.refresher.decide.Observations.RootVersion;
import dev.orrery.refresher.decide.Reason.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what is observed with what the history says, for every MV of a graph. */
public final class Assessment {
    private final Observations observations;
    private final History history;
    private final Policy policy;
    private final Instant now;
    private final Targets targets;
    private final Map<ModelName, String> identities = new HashMap<>();
    private final TreeMap<ModelName, Facts> facts = new TreeMap<>();

    private Assessment(RefreshGraph graph, Observations observations, History history, Policy policy, Instant now) {
        this.observations = observations;
        this.history = history;
        this.policy = policy;
        this.now = now;
        Map<ModelName, Duration> expected = graph.inOrder().stream()
                .collect(Collectors.toMap(
                        RefreshGraph.Node::name, node -> history.of(node.name()).expected()));
        this.targets = Targets.of(graph, expected);
        for (RefreshGraph.Node node : graph.inOrder()) {
            identities.put(node.name(), identityOf(node));
            facts.put(node.name(), assess(node));
        }
    }

    public static Assessment of(
            RefreshGraph graph, Observations observations, History history, Policy policy, Instant now) {
        return new Assessment(graph, observations, history, policy, now);
    }

    public Facts of(ModelName mv) {
        Facts found = facts.get(mv);
        if (found == null) {
            throw new IllegalArgumentException("'" + mv + "' is no managed MV");
        }
        return found;
    }

    /** In the order of names. */
    public Collection<Facts> all() {
        return Collections.unmodifiableCollection(facts.values());
    }

    /** Tells an MV and all that its contents follow from apart from what had their names before. */
    String identity(ModelName mv) {
        return identities.getOrDefault(mv, "");
    }

    /** What an MV would hold at least if its refresh started now. */
    Cut nextCut(RefreshGraph.Node node) {
        TreeMap<ModelName, SortedSet<String>> versions = new TreeMap<>();
        for (ModelName root : node.directRoots()) {
            // A version that nobody tells is a new one each time: such an MV is never skipped.
            String version = observations.root(root).map(RootVersion::version).orElse("at" + now.toEpochMilli());
            versions.computeIfAbsent(root, any -> new TreeSet<>()).add(version);
        }
        for (ModelName mv : node.upstream()) {
            history.of(mv)
                    .success()
                    .ifPresent(success -> success.cut()
                            .versions()
                            .forEach((root, held) -> versions.computeIfAbsent(root, any -> new TreeSet<>())
                                    .addAll(held)));
        }
        return new Cut(identity(node.name()), versions);
    }

    private String identityOf(RefreshGraph.Node node) {
        String task = observations
                .materializedView(node.name())
                .map(MvStatus::taskName)
                .orElse("missing");
        return Fingerprint.of(task + "\n" + node.definition() + "\n"
                + node.upstream().stream().map(this::identity).collect(Collectors.joining("\n")));
    }

    private Facts assess(RefreshGraph.Node node) {
        ModelName mv = node.name();
        Optional<Pending> pending = pending(node);
        Duration expected = history.of(mv).expected();
        Duration chain = expected.plus(node.upstream().stream()
                .map(facts::get)
                .filter(upstream -> upstream.pending().isPresent())
                .map(Facts::chain)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO));
        Optional<Duration> own = Targets.own(node);
        Optional<Duration> target = targets.of(mv);
        return new Facts(
                mv,
                target,
                own,
                pending,
                lag(mv, pending),
                expected,
                chain,
                own.flatMap(within -> pending.map(found -> dueAt(mv, found, within, chain))),
                latestStart(pending, target, expected),
                Obstacles.of(mv, identity(mv), observations, history, policy, now));
    }

    private Optional<Pending> pending(RefreshGraph.Node node) {
        Optional<Success> success = history.of(node.name()).success();
        if (success.isEmpty()) {
            return Optional.of(new Pending(now, new Reason(Kind.NEVER_REFRESHED, "it was never refreshed")));
        }
        Cut cut = success.get().cut();
        if (!cut.identity().equals(identity(node.name()))) {
            return Optional.of(
                    new Pending(now, new Reason(Kind.REDEFINED, "it, or an MV or view below it, was defined anew")));
        }
        Pending oldest = null;
        for (ModelName root : node.roots()) {
            Pending found = pending(root, success.get());
            if (found != null && (oldest == null || found.since().isBefore(oldest.since()))) {
                oldest = found;
            }
        }
        return Optional.ofNullable(oldest);
    }

    private @Nullable Pending pending(ModelName root, Success success) {
        Optional<RootVersion> current = observations.root(root);
        if (current.isEmpty()) {
            return new Pending(
                    success.cutAt(), new Reason(Kind.UNVERSIONED, "the server tells no version of '" + root + "'"));
        }
        if (success.cut().holds(root, current.get().version())) {
            return null;
        }
        Instant since = oldestChange(root, success, current.get());
        return new Pending(since, new Reason(Kind.CHANGED, "'" + root + "' changed at " + Times.text(since)));
    }

    /** The first change after the version that the MV holds, as far as the changes were seen; else after its cut was read. */
    private Instant oldestChange(ModelName root, Success success, RootVersion current) {
        SortedSet<String> held = success.cut().of(root);
        List<RootChange> changes = history.changesOf(root);
        for (int i = 0; i < changes.size(); i++) {
            boolean isHeld = held.contains(changes.get(i).version());
            if (isHeld && i + 1 < changes.size()) {
                return changes.get(i + 1).changedAt();
            }
        }
        Instant changed = changes.stream()
                .filter(change -> change.seenAt().isAfter(success.cutAt()))
                .map(RootChange::changedAt)
                .findFirst()
                .or(current::changedAt)
                .orElse(now);
        return changed.isBefore(success.cutAt()) ? success.cutAt() : changed.isAfter(now) ? now : changed;
    }

    private Optional<Duration> lag(ModelName mv, Optional<Pending> pending) {
        if (history.of(mv).success().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(pending.map(found -> Duration.between(found.since(), now))
                .filter(duration -> !duration.isNegative())
                .orElse(Duration.ZERO));
    }

    private Instant dueAt(ModelName mv, Pending pending, Duration within, Duration chain) {
        boolean atOnce = pending.reason().kind() == Kind.NEVER_REFRESHED
                || pending.reason().kind() == Kind.REDEFINED;
        return atOnce
                ? now
                : pending.since()
                        .plus(within)
                        .minus(chain)
                        .minus(policy.margin())
                        .minus(policy.jitterOf(mv, within));
    }

    private Instant latestStart(Optional<Pending> pending, Optional<Duration> target, Duration expected) {
        return pending.flatMap(
                        found -> target.map(within -> found.since().plus(within).minus(expected)))
                .orElse(Instant.MAX);
    }
}
