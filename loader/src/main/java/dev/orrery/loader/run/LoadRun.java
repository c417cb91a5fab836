// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import dev.orrery.loader.job.PipelineJob;
import dev.orrery.loader.job.RestorePointUnusable;
import dev.orrery.loader.job.ServerAddress;
import dev.orrery.loader.pipeline.LoaderCode;
import dev.orrery.loader.pipeline.Pipeline;
import dev.orrery.loader.table.Targets;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pipeline: goes on from the newest restore point that the server still fits, follows the job, stops it.
 */
public final class LoadRun {
    private static final Logger LOG = LoggerFactory.getLogger(LoadRun.class);

    /**
     * What to run.
     *
     * @param state folder of this pipeline's state
     * @param start whether to go on or to begin anew
     */
    public record Order(
            Pipeline pipeline,
            ServerAddress server,
            Targets targets,
            Path project,
            Path data,
            Path state,
            PipelineJob.Reading reading,
            Start start) {}

    /** Where to begin. */
    public enum Start {
        RESUME,
        FRESH
    }

    private final Order order;
    private final Events events;
    private final Stop stop;
    private final Progress progress;
    private String lastFailure = "";
    private int notCommitted;

    public LoadRun(Order order, Events events, Clock clock, Stop stop) {
        this.order = order;
        this.events = events;
        this.stop = stop;
        List<String> tables = order.pipeline().routes().stream()
                .map(route -> route.into().value().toString())
                .distinct()
                .toList();
        this.progress = new Progress(events, clock, tables);
    }

    /**
     * Returns when everything is read and committed, or when it was stopped.
     *
     * @throws DiagnosticException when the job failed for good
     */
    public void run() throws Exception {
        try (StateFolder state =
                        StateFolder.open(order.state(), order.pipeline().name());
                Cluster cluster = Cluster.start(order.pipeline(), state.temporary())) {
            RestorePoints points = state.restorePoints();
            String prefix = state.prefix();
            if (order.start() == Start.FRESH) {
                points.clear();
                prefix = state.newPrefix();
            }
            points.prune();
            Optional<RestorePoint> from = points.newest();
            Outcome outcome = attempt(cluster, state, from, prefix);
            while (!outcome.isDone()) {
                if (outcome.unusable().isPresent()) {
                    warn(outcome.unusable().get());
                    prefix = makeWay(state, from, outcome.unusable().get(), prefix);
                }
                from = points.newest();
                outcome = attempt(cluster, state, from, prefix);
            }
            points.prune();
            progress.finished(order.pipeline().deadLetters());
        }
    }

    /**
     * How an attempt ended: done, or the restore point did not fit the server, or the savepoint that was to end it is
     * there and its transactions are not committed yet.
     */
    private record Outcome(Optional<RestorePointUnusable> unusable, boolean isDone) {
        static final Outcome DONE = new Outcome(Optional.empty(), true);
        static final Outcome NOT_COMMITTED = new Outcome(Optional.empty(), false);
    }

    /** Takes the unusable out of the way; the prefix to go on with. */
    private static String makeWay(
            StateFolder state, Optional<RestorePoint> from, RestorePointUnusable unusable, String prefix)
            throws IOException {
        RestorePoints points = state.restorePoints();
        Optional<RestorePoint> newest = points.newest();
        if (newest.isPresent()
                && newest.get().number() > from.map(RestorePoint::number).orElse(0L)) {
            // The job made a newer one, and restarted from an older.
            return prefix;
        }
        if (unusable.reason() == RestorePointUnusable.Reason.LOST && from.isPresent()) {
            points.discard(from.get());
        }
        return state.newPrefix();
    }

    private void warn(RestorePointUnusable unusable) {
        events.tell(Diagnostic.of(
                LoaderCode.RESTORE_POINT_UNUSABLE,
                "a restore point of pipeline '" + order.pipeline().name() + "' does not fit the server: "
                        + unusable.getMessage()));
    }

    private Outcome attempt(Cluster cluster, StateFolder state, Optional<RestorePoint> from, String prefix)
            throws Exception {
        if (from.isPresent()) {
            refuseWhenRowsAreGone(from.get());
        }
        PipelineJob job = new PipelineJob(
                order.pipeline(),
                new PipelineJob.Setting(
                        order.server(), order.targets(), order.data(), order.project(), state.marks(), prefix),
                order.reading());
        Cluster.Patience patience = job.marks().isPresent() ? Cluster.Patience.WAITED_FOR : Cluster.Patience.ENDLESS;
        for (Path mark : job.marks().orElse(List.of())) {
            Files.deleteIfExists(mark);
        }
        Path checkpoints = state.restorePoints().folder();
        Files.createDirectories(checkpoints);
        JobGraph graph = job.graph(Cluster.jobConfiguration(order.pipeline(), checkpoints, patience));
        from.ifPresent(point -> graph.setSavepointRestoreSettings(
                // A source or a table that was taken out of the pipeline takes its state along.
                SavepointRestoreSettings.forPath(point.folder().toUri().toString(), true)));
        events.tell("started", line -> {
            line.put("pipeline", order.pipeline().name())
                    .put("ends", job.marks().isPresent())
                    .put("resumed", from.isPresent());
            from.ifPresent(point -> line.put("checkpoint", point.number()));
        });
        JobID id = cluster.submit(graph);
        boolean saving = follow(cluster, id, job, checkpoints);
        JobResult result = cluster.result(id);
        progress.update(cluster.finalCounts(result), Optional.empty());
        if (result.getSerializedThrowable().isEmpty()) {
            return Outcome.DONE;
        }
        return failed(result.getSerializedThrowable().get().deserializeError(LoadRun.class.getClassLoader()), saving);
    }

    private void refuseWhenRowsAreGone(RestorePoint from) throws InterruptedException {
        Optional<Diagnostic> gone = new RowsGone(order.pipeline(), order.server()).find(from);
        if (gone.isPresent()) {
            throw new DiagnosticException(gone.get());
        }
    }

    private Outcome failed(Throwable cause, boolean saving) throws InterruptedException {
        Optional<RestorePointUnusable> unusable = unusable(cause);
        if (stop.isWished()) {
            // What is not committed is in a restore point or not read yet: the next run sees to it.
            return Outcome.DONE;
        }
        if (unusable.isPresent()) {
            return new Outcome(unusable, false);
        }
        notCommitted++;
        if (!saving || notCommitted > Cluster.Patience.WAITED_FOR.attempts()) {
            throw diagnosed(cause);
        }
        restarting(cause);
        stop.await(Cluster.pollInterval().multipliedBy(1L << Math.min(notCommitted, 8)));
        return Outcome.NOT_COMMITTED;
    }

    /** Until the job is over; whether a savepoint was to end it. */
    private boolean follow(Cluster cluster, JobID id, PipelineJob job, Path savepoints) throws Exception {
        boolean readBefore = false;
        boolean saving = false;
        JobView view = cluster.view(id);
        while (!view.status().isGloballyTerminalState()) {
            progress.update(view.counts(), view.checkpoint());
            view.failure().ifPresent(this::restarting);
            if (stop.isWished()) {
                stopNow(cluster, id, savepoints, view.running());
                return true;
            }
            boolean read = view.running()
                    && job.marks().isPresent()
                    && job.marks().get().stream().allMatch(Files::exists);
            // Seen twice, for a restarted job begins with the marks of before.
            if (read && readBefore) {
                saving = true;
                if (stopped(cluster, id, savepoints)) {
                    return true;
                }
            }
            readBefore = read;
            stop.await(Cluster.pollInterval());
            view = cluster.view(id);
        }
        return saving;
    }

    private void stopNow(Cluster cluster, JobID id, Path savepoints, boolean running) throws Exception {
        if (running && stopped(cluster, id, savepoints)) {
            return;
        }
        // What the last checkpoint holds is safe; the rest is read again.
        cluster.cancel(id);
    }

    private static boolean stopped(Cluster cluster, JobID id, Path savepoints) throws InterruptedException {
        try {
            cluster.stop(id, savepoints);
            return true;
        } catch (ExecutionException e) {
            LOG.warn("no savepoint now, will try again: {}", root(e).getMessage());
            return false;
        }
    }

    private void restarting(Throwable failure) {
        String message = String.valueOf(root(failure).getMessage());
        if (!message.equals(lastFailure)) {
            lastFailure = message;
            events.tell("restarting", line -> line.put("reason", message));
            LOG.warn("the job restarts", failure);
        }
    }

    private DiagnosticException diagnosed(Throwable cause) {
        LOG.error("the job failed", cause);
        return new DiagnosticException(Diagnostic.of(
                        LoaderCode.JOB_FAILED,
                        "pipeline '" + order.pipeline().name() + "' failed: "
                                + root(cause).getMessage())
                .withHelp("what came after the last checkpoint is not visible; the same command goes on from there"));
    }

    private static Optional<RestorePointUnusable> unusable(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof RestorePointUnusable found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable failure) {
        Throwable each = failure;
        while (each.getCause() != null) {
            each = each.getCause();
        }
        return each;
    }
}
