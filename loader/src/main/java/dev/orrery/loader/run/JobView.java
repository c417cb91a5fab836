// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;

/**
 * A job at one moment.
 *
 * @param running whether every task of it runs, so that a savepoint can be made
 * @param failure why it restarted last
 */
record JobView(
        JobStatus status,
        boolean running,
        Counts counts,
        Optional<Checkpoint> checkpoint,
        Optional<Throwable> failure) {

    /** The last complete checkpoint. */
    record Checkpoint(long number, long millis) {}

    /** The counts of {@code job.Tally}. */
    record Counts(Map<String, Long> byName) {
        static final Counts NONE = new Counts(Map.of());

        Counts {
            byName = new TreeMap<>(byName);
        }

        static Counts of(Map<String, SerializedValue<OptionalFailure<Object>>> accumulators)
                throws IOException, ClassNotFoundException {
            Map<String, Long> counts = new TreeMap<>();
            for (Map.Entry<String, SerializedValue<OptionalFailure<Object>>> each : accumulators.entrySet()) {
                OptionalFailure<Object> value = each.getValue().deserializeValue(JobView.class.getClassLoader());
                if (!value.isFailure() && value.getUnchecked() instanceof Long count) {
                    counts.put(each.getKey(), count);
                }
            }
            return new Counts(counts);
        }

        long get(String name) {
            return byName.getOrDefault(name, 0L);
        }

        /** The counts whose names begin so, by the rest of their names. */
        Map<String, Long> under(String prefix) {
            Map<String, Long> found = new TreeMap<>();
            byName.forEach((name, count) -> {
                if (name.startsWith(prefix)) {
                    found.put(name.substring(prefix.length()), count);
                }
            });
            return found;
        }
    }

    static JobView of(AccessExecutionGraph graph) {
        Optional<Checkpoint> checkpoint = Optional.ofNullable(graph.getCheckpointStatsSnapshot())
                .map(CheckpointStatsSnapshot::getHistory)
                .map(history -> history.getLatestCompletedCheckpoint())
                .map(JobView::checkpoint);
        Optional<Throwable> failure = Optional.ofNullable(graph.getFailureInfo())
                .map(ErrorInfo::getException)
                .map(e -> e.deserializeError(JobView.class.getClassLoader()));
        boolean running = graph.getState() == JobStatus.RUNNING
                && StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
                        .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
        return new JobView(graph.getState(), running, counts(graph), checkpoint, failure);
    }

    private static Counts counts(AccessExecutionGraph graph) {
        try {
            return Counts.of(graph.getAccumulatorsSerialized());
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("counts of the job cannot be read", e);
        }
    }

    private static Checkpoint checkpoint(CompletedCheckpointStats stats) {
        return new Checkpoint(stats.getCheckpointId(), stats.getEndToEndDuration());
    }
}
