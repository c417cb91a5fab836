// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A run of a task as {@code information_schema.task_runs} tells it. A refresh in batches is several runs of one job.
 *
 * @param jobId shared by the runs of one refresh; empty before 4.0
 * @param extraMessage the JSON in which the server tells partitions, priority and what comes next
 */
public record TaskRun(
        String queryId,
        String taskName,
        State state,
        Optional<LocalDateTime> createdAt,
        Optional<LocalDateTime> finishedAt,
        long errorCode,
        String errorMessage,
        String progress,
        String extraMessage,
        Optional<String> jobId) {

    private static final Pattern NEXT =
            Pattern.compile("\"nextPartition(?:Start|Values)\"\\s*:\\s*\"(?!null\")[^\"]+\"");

    /** How far a run is. {@code MERGED}: another pending run of the same MV does its work. {@code SKIPPED}: nothing was new. */
    public enum State {
        PENDING,
        RUNNING,
        SUCCESS,
        SKIPPED,
        MERGED,
        FAILED,
        CANCELED,
        /** A word that this version of Orrery does not know. */
        UNKNOWN;

        static State of(String text) {
            for (State state : values()) {
                if (state.name().equalsIgnoreCase(text)) {
                    return state;
                }
            }
            return "CANCELLED".equalsIgnoreCase(text) ? CANCELED : UNKNOWN;
        }

        /** Whether the run will change no more. */
        public boolean isFinal() {
            return switch (this) {
                case PENDING, RUNNING, UNKNOWN -> false;
                case SUCCESS, SKIPPED, MERGED, FAILED, CANCELED -> true;
            };
        }
    }

    /** Whether another run of the same job has to follow for the remaining partitions. */
    public boolean hasNextBatch() {
        return NEXT.matcher(extraMessage).find();
    }
}
