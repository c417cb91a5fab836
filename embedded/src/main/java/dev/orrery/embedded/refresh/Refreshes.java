// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.refresh.RefreshRequest.Extent;
import dev.orrery.embedded.session.ServerError;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs refreshes: four at a time, one an MV, those of higher priority first. A waiting refresh of the same MV takes an
 * older one's place, which is MERGED then.
 */
public final class Refreshes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refreshes.class);
    private static final int WORKERS = 4;
    private static final int STOPPING_TIMES = 200;
    private static final int STOPPING_MILLIS = 50;

    private record Waiting(TaskRun run, long viewId, RefreshRequest request, long order, CompletableFuture<TaskRun> end)
            implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byPriority = Integer.compare(other.request.priority(), request.priority());
            return byPriority != 0 ? byPriority : Long.compare(order, other.order);
        }
    }

    private final Engine engine;
    private final TaskRuns runs;
    private final RefreshJob job;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, task -> {
        Thread thread = new Thread(task, "mv-refresh");
        thread.setDaemon(true);
        return thread;
    });

    @GuardedBy("this")
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>();

    @GuardedBy("this")
    private final Map<Long, Waiting> running = new HashMap<>();

    @GuardedBy("this")
    private long submitted;

    @GuardedBy("this")
    private boolean closed;

    /** Runs that an earlier server left unfinished are FAILED from now on. */
    public Refreshes(Engine engine, ViewQueries queries) throws SQLException {
        this.engine = engine;
        this.runs = new TaskRuns(engine);
        this.job = new RefreshJob(engine, queries);
        runs.closeUnfinished(now());
    }

    /** Queues a refresh. */
    public Queued submit(StoredMaterializedView view, RefreshRequest request, String definition) throws SQLException {
        TaskRun run = newRun(view, request, definition);
        CompletableFuture<TaskRun> end = new CompletableFuture<>();
        runs.save(run);
        synchronized (this) {
            if (closed) {
                end.complete(run.over(TaskRun.State.FAILED, now(), "the server stops", ""));
                return new Queued(run, end);
            }
            if (request.waiting() == RefreshRequest.Wait.ASYNC && request.extent() == Extent.CHANGED) {
                mergeInto(view.id(), request);
            }
            queue.add(new Waiting(run, view.id(), request, submitted++, end));
        }
        dispatch();
        return new Queued(run, end);
    }

    /** A run that waits or runs; its end comes as a value, whatever it is. */
    public record Queued(TaskRun run, CompletableFuture<TaskRun> end) {}

    /** Newest first. */
    public List<TaskRun> runs() throws SQLException {
        return runs.list();
    }

    /** Ends what waits and what runs for the MV. */
    public void cancel(StoredMaterializedView view) throws SQLException {
        List<Waiting> waiting;
        Optional<Waiting> active;
        synchronized (this) {
            waiting = queue.stream().filter(w -> w.viewId == view.id()).toList();
            queue.removeAll(waiting);
            active = Optional.ofNullable(running.get(view.id()));
        }
        for (Waiting one : waiting) {
            finish(one, one.run.over(TaskRun.State.FAILED, now(), "killed by user", one.run.extraMessage()));
        }
        if (active.isPresent()) {
            job.interrupt(view.id());
        }
    }

    @Override
    public void close() {
        List<Waiting> waiting;
        synchronized (this) {
            closed = true;
            waiting = List.copyOf(queue);
            queue.clear();
        }
        for (Waiting one : waiting) {
            one.end.complete(one.run.over(TaskRun.State.FAILED, now(), "the server stops", one.run.extraMessage()));
        }
        workers.shutdown();
        if (!stopped()) {
            LOG.warn("a refresh did not end");
        }
    }

    /** DuckDB forgets an interruption that comes before its statement begins: it is told again until all have ended. */
    private boolean stopped() {
        try {
            for (int i = 0; i < STOPPING_TIMES; i++) {
                job.stop();
                if (workers.awaitTermination(STOPPING_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @GuardedBy("this")
    private void mergeInto(long viewId, RefreshRequest request) throws SQLException {
        List<Waiting> older = queue.stream()
                .filter(w -> w.viewId == viewId
                        && w.request.extent() == Extent.CHANGED
                        && w.request.span().equals(request.span())
                        && w.request.waiting() == RefreshRequest.Wait.ASYNC)
                .toList();
        queue.removeAll(older);
        for (Waiting one : older) {
            finish(one, one.run.over(TaskRun.State.MERGED, now(), "", one.run.extraMessage()));
        }
    }

    private void finish(Waiting one, TaskRun over) throws SQLException {
        runs.save(over);
        one.end.complete(over);
    }

    private void dispatch() {
        while (true) {
            Waiting next;
            synchronized (this) {
                if (closed || running.size() >= WORKERS) {
                    return;
                }
                Set<Long> busy = Set.copyOf(running.keySet());
                Optional<Waiting> free = queue.stream()
                        .filter(w -> !busy.contains(w.viewId))
                        .sorted()
                        .findFirst();
                if (free.isEmpty()) {
                    return;
                }
                next = free.get();
                queue.remove(next);
                running.put(next.viewId, next);
                workers.execute(() -> work(next));
            }
        }
    }

    private void work(Waiting one) {
        TaskRun over = one.run;
        try {
            TaskRun started = one.run.started(now());
            over = started;
            runs.save(started);
            over = job.run(one.viewId, started, one.request);
        } catch (SQLException | ServerError | RuntimeException e) {
            over = over.over(TaskRun.State.FAILED, now(), String.valueOf(e.getMessage()), over.extraMessage());
        }
        try {
            runs.save(over);
        } catch (SQLException e) {
            LOG.warn("the end of refresh {} could not be kept", over.queryId(), e);
        }
        synchronized (this) {
            running.remove(one.viewId);
        }
        one.end.complete(over);
        dispatch();
    }

    private TaskRun newRun(StoredMaterializedView view, RefreshRequest request, String definition) {
        String id = UUID.randomUUID().toString();
        return new TaskRun(
                id,
                UUID.randomUUID().toString(),
                view.taskName(),
                view.name().database(),
                definition,
                TaskRun.State.PENDING,
                now(),
                Optional.empty(),
                Optional.empty(),
                0,
                "",
                "",
                RefreshNotes.properties(view, request));
    }

    private LocalDateTime now() {
        return LocalDateTime.now(engine.clock());
    }
}
