// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.alter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orrery.embedded.alter.AlterJob.Kind;
import dev.orrery.embedded.alter.AlterJob.State;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries schema changes out, one a table at a time, and remembers them for seven days. */
public final class AlterJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlterJobs.class);

    /** A change of the catalog. */
    public interface Work {
        void run() throws SQLException, ServerError;
    }

    private final Engine engine;
    private final AlterDelays delays;
    private final AlterJobStore store;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "alter-jobs");
        thread.setDaemon(true);
        return thread;
    });

    /** By the table's id. */
    @GuardedBy("this")
    private final Map<Long, AlterJob> running = new HashMap<>();

    /** Ids of those that run whose work is being done: too late to cancel them. */
    @GuardedBy("this")
    private final Set<Long> carriedOut = new HashSet<>();

    /** Jobs that an earlier server left unfinished did not happen. */
    public AlterJobs(Engine engine, AlterDelays delays) throws SQLException {
        this.engine = engine;
        this.delays = delays;
        this.store = new AlterJobStore(engine);
        for (AlterJob job : store.list()) {
            if (job.state() == State.RUNNING) {
                store.save(job.over(State.CANCELLED, now(), "the server ended"));
            }
        }
    }

    /**
     * While a job of the table runs no other ALTER of it is taken.
     *
     * @throws ServerError as StarRocks gives it
     */
    public synchronized void checkFree(long tableId, ModelName table) throws ServerError {
        if (running.containsKey(tableId)) {
            throw new ServerError(
                    1064,
                    "HY000",
                    "A schema change operation is in progress on the table " + table.name()
                            + ". Please wait until the current operation completes. To check the status of the operation,"
                            + " see https://docs.starrocks.io/docs/sql-reference/sql-statements/table_bucket_part_index/SHOW_ALTER");
        }
    }

    /**
     * Runs a change as a job: done on return, unless a delay was asked for.
     *
     * @param made what it makes; the table's name where that is the table itself
     */
    public void run(Kind kind, long tableId, ModelName table, String made, Work work) throws SQLException, ServerError {
        checkFree(tableId, table);
        AlterJob job =
                new AlterJob(engine.newId(), kind, tableId, table, made, now(), Optional.empty(), State.RUNNING, "");
        Optional<AlterDelays.Delay> delay = delays.next(table);
        if (delay.isEmpty()) {
            work.run();
            store.save(job.over(State.FINISHED, now(), ""));
            return;
        }
        begin(job);
        var unused = timer.schedule(
                () -> finish(job, work, delay.get().outcome()),
                delay.get().duration().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Closes the table to others; nobody can cancel the job before it is written down. */
    private synchronized void begin(AlterJob job) throws SQLException, ServerError {
        checkFree(job.tableId(), job.table());
        store.save(job);
        running.put(job.tableId(), job);
    }

    /** Who reads that it is over finds the table open. */
    private synchronized void end(AlterJob over) {
        try {
            store.save(over);
        } catch (SQLException e) {
            LOG.warn("the end of schema change {} could not be kept", over.id(), e);
        } finally {
            running.remove(over.tableId());
            carriedOut.remove(over.id());
        }
    }

    /** False when it was cancelled. From now on it cannot be. */
    private synchronized boolean claim(AlterJob job) {
        return job.equals(running.get(job.tableId())) && carriedOut.add(job.id());
    }

    private void finish(AlterJob job, Work work, AlterDelays.Outcome outcome) {
        if (claim(job)) {
            end(carriedOut(job, work, outcome));
        }
    }

    private AlterJob carriedOut(AlterJob job, Work work, AlterDelays.Outcome outcome) {
        if (outcome == AlterDelays.Outcome.FAIL) {
            return job.over(State.CANCELLED, now(), "a fault was armed for it");
        }
        try {
            work.run();
            return job.over(State.FINISHED, now(), "");
        } catch (SQLException | ServerError | RuntimeException e) {
            return job.over(State.CANCELLED, now(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Ends a job that runs: its change does not happen.
     *
     * @param ids of the jobs that are meant; empty for whichever runs
     * @throws ServerError when none runs
     */
    public void cancel(Kind kind, long tableId, ModelName table, Set<Long> ids) throws SQLException, ServerError {
        AlterJob job;
        synchronized (this) {
            job = running.get(tableId);
            if (job == null
                    || job.kind() != kind
                    || carriedOut.contains(job.id())
                    || !(ids.isEmpty() || ids.contains(job.id()))) {
                throw new ServerError(
                        1064, "HY000", "Table[" + table.name() + "] is not under " + kind.tableState() + ".");
            }
            running.remove(tableId);
        }
        store.save(job.over(State.CANCELLED, now(), "user cancelled"));
    }

    /** Newest first. */
    public List<AlterJob> list() throws SQLException {
        return store.list();
    }

    /** What still runs is told to have been cancelled by the next server. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("a schema change did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LocalDateTime now() {
        return LocalDateTime.now(engine.clock());
    }
}
