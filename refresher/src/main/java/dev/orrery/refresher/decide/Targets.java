// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The target lag of every MV: the tightest of its own and of what its consumers need of it, that is their target less the time
 * that their refresh takes.
 */
public final class Targets {
    private final SortedMap<ModelName, Duration> derived;

    private Targets(SortedMap<ModelName, Duration> derived) {
        this.derived = Collections.unmodifiableSortedMap(derived);
    }

    /**
     * @param expected how long refreshes take; what is missing takes no time
     */
    public static Targets of(RefreshGraph graph, Map<ModelName, Duration> expected) {
        List<RefreshGraph.Node> backwards = new ArrayList<>(graph.inOrder());
        Collections.reverse(backwards);
        SortedMap<ModelName, Duration> derived = new TreeMap<>();
        for (RefreshGraph.Node node : backwards) {
            Optional<Duration> tightest = own(node);
            for (ModelName consumer : node.downstream()) {
                Duration needed = derived.get(consumer);
                if (needed != null) {
                    Duration left = needed.minus(expected.getOrDefault(consumer, Duration.ZERO));
                    tightest = Optional.of(tightest.filter(target -> target.compareTo(left) <= 0)
                            .orElse(left));
                }
            }
            tightest.ifPresent(target -> derived.put(node.name(), target));
        }
        return new Targets(derived);
    }

    /** What an MV promises by itself. */
    static Optional<Duration> own(RefreshGraph.Node node) {
        return node.declared().flatMap(lag -> lag.match(within -> Optional.of(within.duration()), Optional::empty));
    }

    /** Empty when neither the MV nor anything on it has a target; negative when the consumers want the impossible. */
    public Optional<Duration> of(ModelName mv) {
        return Optional.ofNullable(derived.get(mv));
    }

    /** MVs that take longer than their target leaves them, by how long they take. */
    public static SortedMap<ModelName, Duration> infeasible(RefreshGraph graph, Map<ModelName, Duration> expected) {
        Targets targets = of(graph, expected);
        SortedMap<ModelName, Duration> found = new TreeMap<>();
        for (RefreshGraph.Node node : graph.inOrder()) {
            Duration takes = expected.getOrDefault(node.name(), Duration.ZERO);
            boolean tooTight = targets.of(node.name())
                    .filter(target -> target.compareTo(takes) < 0)
                    .isPresent();
            // Nothing is known of an MV that never ran: what those above leave it is their finding.
            if (tooTight && !takes.isZero()) {
                found.put(node.name(), takes);
            }
        }
        return found;
    }
}
