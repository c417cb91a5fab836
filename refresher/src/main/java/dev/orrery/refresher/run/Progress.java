// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.refresher.history.OpenRun;
import dev.orrery.starrocks.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a refresh is, by the task runs that the server tells of.
 *
 * @param text the query id, or the server's message, that goes with the kind
 */
record Progress(Kind kind, String text) {

    enum Kind {
        /** Announced, but the server knows nothing of it: to be sent again. */
        NOT_SENT,
        /** Announced, and a run is there that was not there before: ours. Text: its query id. */
        ADOPTED,
        PENDING,
        RUNNING,
        /** A batch has ended well, the run of the next is not there yet. Text: the query id of the last. */
        BETWEEN_BATCHES,
        /** Merged into another run. Text: its query id. */
        MOVED,
        REFRESHED,
        SKIPPED,
        FAILED,
        CANCELLED,
        /** The server knows it no more: after a fail-over, runs are forgotten. */
        LOST
    }

    /**
     * @param runs of the task of the MV, oldest first
     * @param patience how long the server may take to show a run that it has accepted
     */
    static Progress of(OpenRun run, List<TaskRun> runs, Instant now, Duration patience) {
        if (run.queryId().isEmpty()) {
            return firstUnseen(run, runs)
                    .map(found -> new Progress(Kind.ADOPTED, found.queryId()))
                    .orElse(new Progress(Kind.NOT_SENT, ""));
        }
        int index = indexOf(run.queryId().get(), runs);
        Progress waiting = now.isAfter(run.submittedAt().plus(patience))
                ? new Progress(
                        Kind.LOST,
                        "the server does not know its task run '"
                                + run.queryId().get() + "' any more")
                : new Progress(Kind.PENDING, "");
        if (index < 0) {
            return waiting;
        }
        TaskRun ours = runs.get(index);
        return switch (ours.state()) {
            case PENDING -> new Progress(Kind.PENDING, "");
            case RUNNING, UNKNOWN -> new Progress(Kind.RUNNING, "");
            case FAILED -> new Progress(Kind.FAILED, ours.errorMessage());
            case CANCELED -> new Progress(Kind.CANCELLED, ours.errorMessage());
            case MERGED -> survivor(runs.subList(index + 1, runs.size())).orElse(waiting);
            case SUCCESS, SKIPPED -> ofJob(ours, runs);
        };
    }

    private static Optional<TaskRun> firstUnseen(OpenRun run, List<TaskRun> runs) {
        int seen = run.seenQueryId().map(id -> indexOf(id, runs)).orElse(-1);
        return runs.stream().skip(seen + 1L).findFirst();
    }

    private static Optional<Progress> survivor(List<TaskRun> later) {
        return later.stream()
                .filter(run -> run.state() != TaskRun.State.MERGED)
                .findFirst()
                .map(run -> new Progress(Kind.MOVED, run.queryId()));
    }

    /** A refresh in batches is over when the last of its runs names no next partition. */
    private static Progress ofJob(TaskRun ours, List<TaskRun> runs) {
        List<TaskRun> job = ours.jobId().isEmpty()
                ? List.of(ours)
                : runs.stream().filter(run -> run.jobId().equals(ours.jobId())).toList();
        for (TaskRun run : job) {
            switch (run.state()) {
                case FAILED -> {
                    return new Progress(Kind.FAILED, run.errorMessage());
                }
                case CANCELED -> {
                    return new Progress(Kind.CANCELLED, run.errorMessage());
                }
                case PENDING, RUNNING, UNKNOWN -> {
                    return new Progress(Kind.RUNNING, "");
                }
                case SUCCESS, SKIPPED, MERGED -> {}
            }
        }
        TaskRun last = job.get(job.size() - 1);
        if (last.hasNextBatch()) {
            return new Progress(Kind.BETWEEN_BATCHES, last.queryId());
        }
        boolean nothingDone = job.stream().allMatch(run -> run.state() == TaskRun.State.SKIPPED);
        return new Progress(nothingDone ? Kind.SKIPPED : Kind.REFRESHED, "");
    }

    private static int indexOf(String queryId, List<TaskRun> runs) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).queryId().equals(queryId)) {
                return i;
            }
        }
        return -1;
    }
}
