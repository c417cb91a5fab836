// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.history;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Cause;
import dev.orrery.refresher.decide.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A wave and what became of each MV in it.
 *
 * @param runs each after all that are upstream of it
 */
public record WaveResult(long id, Cause cause, Instant startedAt, Optional<Instant> endedAt, List<Run> runs) {
    public WaveResult {
        runs = List.copyOf(runs);
    }

    /**
     * The run of one MV.
     *
     * @param state empty while it waits for others
     * @param upstream members of the same wave that it stands on
     * @param refreshesSent how many REFRESH statements were sent: none, one, or one more for each time that the sender died
     *     between sending and writing it down
     */
    public record Run(
            ModelName mv,
            Optional<RunState> state,
            String reason,
            Optional<ModelName> blockedBy,
            SortedSet<ModelName> upstream,
            int refreshesSent,
            Optional<String> queryId,
            Optional<Instant> submittedAt,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            Optional<String> error) {

        /** From sending to the end; empty when nothing was sent or it has not ended. */
        public Optional<Duration> duration() {
            return submittedAt.flatMap(from -> finishedAt.map(to -> Duration.between(from, to)));
        }
    }

    /** Whether every MV in it holds what it could hold. */
    public boolean isGood() {
        return runs.stream()
                .allMatch(run -> run.state().filter(RunState::isGood).isPresent());
    }

    public Optional<Duration> duration() {
        return endedAt.map(end -> Duration.between(startedAt, end));
    }

    public long count(RunState state) {
        return runs.stream()
                .filter(run -> run.state().equals(Optional.of(state)))
                .count();
    }
}
