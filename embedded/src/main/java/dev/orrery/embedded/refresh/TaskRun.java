// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One refresh, as {@code information_schema.task_runs} shows it. Times are in the server's zone.
 *
 * @param started when a worker took it
 * @param errorCode 0 without an error
 * @param extraMessage JSON
 * @param properties JSON
 */
public record TaskRun(
        String queryId,
        String jobId,
        String taskName,
        String database,
        String definition,
        State state,
        LocalDateTime created,
        Optional<LocalDateTime> started,
        Optional<LocalDateTime> finished,
        long errorCode,
        String errorMessage,
        String extraMessage,
        String properties) {

    /** Where it stands. */
    public enum State {
        PENDING,
        RUNNING,
        SUCCESS,
        FAILED,
        /** A newer one waiting for the same MV does its work. */
        MERGED,
        /** Nothing that the MV reads had changed. */
        SKIPPED;

        public boolean isOver() {
            return this != PENDING && this != RUNNING;
        }
    }

    TaskRun started(LocalDateTime now) {
        return new TaskRun(
                queryId,
                jobId,
                taskName,
                database,
                definition,
                State.RUNNING,
                created,
                Optional.of(now),
                Optional.empty(),
                0,
                "",
                extraMessage,
                properties);
    }

    TaskRun over(State outcome, LocalDateTime now, String message, String extra) {
        return new TaskRun(
                queryId,
                jobId,
                taskName,
                database,
                definition,
                outcome,
                created,
                started.or(() -> Optional.of(now)),
                Optional.of(now),
                outcome == State.FAILED ? -1 : 0,
                message,
                extra,
                properties);
    }
}
