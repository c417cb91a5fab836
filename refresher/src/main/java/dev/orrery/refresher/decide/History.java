// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.decide;

import dev.orrery.models.catalog.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happened so far, as far as decisions rest on it. */
public record History(
        Map<ModelName, MvHistory> materializedViews,
        Map<ModelName, List<RootChange>> changes,
        List<OpenWave> openWaves) {

    public static final History EMPTY = new History(Map.of(), Map.of(), List.of());

    public History {
        materializedViews = Collections.unmodifiableMap(new TreeMap<>(materializedViews));
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
        openWaves = List.copyOf(openWaves);
    }

    /**
     * What is known of one MV.
     *
     * @param expected how long its refresh takes at most, in 95 of 100 cases; zero when it never ran
     */
    public record MvHistory(Optional<Success> success, Failures failures, Duration expected) {
        static final MvHistory NONE = new MvHistory(Optional.empty(), Failures.NONE, Duration.ZERO);
    }

    /**
     * Its last good refresh.
     *
     * @param cutAt when the versions of the cut were read
     */
    public record Success(Cut cut, Instant cutAt) {}

    /**
     * Failures since its last good refresh.
     *
     * @param identity of the MV that failed: one that was created anew starts afresh
     */
    public record Failures(int count, Optional<Instant> lastAt, Failure last, String identity) {
        static final Failures NONE = new Failures(0, Optional.empty(), Failure.UNKNOWN, "");

        public static Failures none() {
            return NONE;
        }
    }

    /** A new version of a root, in the order in which they were seen. */
    public record RootChange(String version, Instant changedAt, Instant seenAt) {}

    /** A wave that has not ended. Members without a state have not been started. */
    public record OpenWave(long id, Cause cause, SortedMap<ModelName, Optional<RunState>> members) {
        public OpenWave {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }
    }

    MvHistory of(ModelName mv) {
        return materializedViews.getOrDefault(mv, MvHistory.NONE);
    }

    List<RootChange> changesOf(ModelName root) {
        return changes.getOrDefault(root, List.of());
    }

    Optional<OpenWave> waveOf(ModelName mv) {
        return openWaves.stream().filter(wave -> wave.members().containsKey(mv)).findFirst();
    }
}
