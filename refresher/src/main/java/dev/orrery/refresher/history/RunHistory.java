// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.history;

import static dev.orrery.refresher.history.HistoryTables.*;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.refresher.RefresherCode;
import dev.orrery.refresher.decide.Cause;
import dev.orrery.refresher.decide.Cut;
import dev.orrery.refresher.decide.Failure;
import dev.orrery.refresher.decide.History;
import dev.orrery.refresher.decide.History.RootChange;
import dev.orrery.refresher.decide.Observations.RootVersion;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.starrocks.TypedSql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The store of the run history. One refresher writes it at a time; each method is one transaction, so that a process killed
 * between any two of them leaves a history from which the next one goes on.
 */
public final class RunHistory implements AutoCloseable {
    private static final int IN_USE = 90020;

    /** A commit is in the file when it returns: by default H2 leaves it in memory for half a second, where a kill finds it. */
    private static final String OPTIONS = "WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private final HikariDataSource pool;
    private final DSLContext sql;
    private final Clock clock;

    private RunHistory(HikariDataSource pool, SQLDialect dialect, Clock clock) {
        this.pool = pool;
        this.clock = clock;
        this.sql = TypedSql.store(pool, dialect);
        HistoryTables.migrate(sql);
    }

    /**
     * A history in an H2 file.
     *
     * @param file without the {@code .mv.db} at its end; made with its folders when it is not there
     * @throws EnvironmentException ORR-R002 when another process has it open
     */
    public static RunHistory inFile(Path file, Clock clock) {
        try {
            return open("jdbc:h2:file:" + file.toAbsolutePath() + ";" + OPTIONS, "sa", "", clock);
        } catch (RuntimeException e) {
            if (isInUse(e)) {
                throw new EnvironmentException(
                        Diagnostic.of(
                                        RefresherCode.HISTORY_IN_USE,
                                        "the run history '" + file + "' is open in another process")
                                .withHelp("one refresher runs a project at a time: stop the other `orrery serve`,"
                                        + " `orrery demo` or `orrery refresh`"),
                        e);
            }
            throw e;
        }
    }

    /** A history that is gone when it is closed. */
    public static RunHistory inMemory(String name, Clock clock) {
        return open("jdbc:h2:mem:" + name, "sa", "", clock);
    }

    private static RunHistory open(String url, String user, String password, Clock clock) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("run-history");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        return new RunHistory(new HikariDataSource(config), SQLDialect.H2, clock);
    }

    /** What decisions rest on. */
    public History load() {
        return HistoryReads.history(sql);
    }

    /** Opens a wave; its members wait. */
    public long openWave(Cause cause, RefreshGraph graph, SortedSet<ModelName> members) {
        return inTransaction(tx -> {
            long wave = nextId(tx, WAVE);
            tx.insertInto(WAVE, ID, CAUSE, OPENED_BY, STARTED_AT)
                    .values(wave, shortened(cause.text(), 200), cause.trigger().name(), now())
                    .execute();
            long run = nextId(tx, RUN);
            int position = 0;
            for (RefreshGraph.Node node : graph.inOrder()) {
                if (members.contains(node.name())) {
                    insertMember(tx, wave, run++, position++, node, members);
                }
            }
            return wave;
        });
    }

    private static void insertMember(
            DSLContext tx, long wave, long run, int position, RefreshGraph.Node node, Collection<ModelName> members) {
        tx.insertInto(RUN, ID, WAVE_ID, MV, POSITION, STATE, REFRESHES_SENT)
                .values(run, wave, node.name().toString(), position, HistoryReads.WAITING, 0)
                .execute();
        for (ModelName upstream : node.upstream()) {
            if (members.contains(upstream)) {
                tx.insertInto(EDGE, WAVE_ID, MV, UPSTREAM)
                        .values(wave, node.name().toString(), upstream.toString())
                        .execute();
            }
        }
    }

    /**
     * Announces that a REFRESH is about to be sent. To be written before it is.
     *
     * @param seenQueryId the newest run of the task that is there already
     */
    public void intend(
            long wave,
            ModelName mv,
            Cut cut,
            Instant cutAt,
            String taskName,
            Optional<String> seenQueryId,
            String reason) {
        changeOne(
                wave,
                mv,
                update(RunState.INTENDED)
                        .set(REASON, shortened(reason, 1000))
                        .set(CUT, cut.toText())
                        .set(CUT_AT, utc(cutAt))
                        .set(TASK_NAME, taskName)
                        .set(SEEN_QUERY_ID, seenQueryId.orElse(null))
                        .set(SUBMITTED_AT, now())
                        .set(REFRESHES_SENT, REFRESHES_SENT.plus(1)));
    }

    /** The server has answered with a query id, or another run does the work of the one that it answered with. */
    public void submitted(long wave, ModelName mv, String queryId) {
        changeOne(wave, mv, update(RunState.SUBMITTED).set(QUERY_ID, queryId));
    }

    public void running(long wave, ModelName mv) {
        changeOne(wave, mv, update(RunState.RUNNING).set(STARTED_AT, DSL.coalesce(STARTED_AT, DSL.val(now()))));
    }

    /** The MV holds its cut. */
    public void refreshed(OpenRun run) {
        LocalDateTime end = now();
        inTransaction(tx -> {
            finish(
                    run.wave(),
                    run.mv(),
                    ended(tx, RunState.REFRESHED, end).set(STARTED_AT, DSL.coalesce(STARTED_AT, SUBMITTED_AT)));
            MvStates.succeeded(tx, run, end);
            return MvStates.took(tx, run, end);
        });
    }

    /** The server found nothing to do: the MV holds its cut as well. */
    public void skipped(OpenRun run) {
        LocalDateTime end = now();
        inTransaction(tx -> {
            finish(
                    run.wave(),
                    run.mv(),
                    ended(tx, RunState.UNCHANGED, end).set(STARTED_AT, DSL.coalesce(STARTED_AT, SUBMITTED_AT)));
            return MvStates.succeeded(tx, run, end);
        });
    }

    /** Nothing was new, nothing was sent. */
    public void unchanged(long wave, ModelName mv, String reason) {
        inTransaction(tx ->
                finish(wave, mv, ended(tx, RunState.UNCHANGED, now()).set(REASON, shortened(reason, 1000))));
    }

    /** Nothing could be sent. */
    public void blocked(long wave, ModelName mv, Optional<ModelName> by, String reason) {
        inTransaction(tx -> finish(
                wave,
                mv,
                ended(tx, RunState.BLOCKED, now())
                        .set(REASON, shortened(reason, 1000))
                        .set(BLOCKED_BY, by.map(ModelName::toString).orElse(null))));
    }

    public void failed(OpenRun run, Failure failure, String message) {
        LocalDateTime end = now();
        inTransaction(tx -> {
            finish(run.wave(), run.mv(), ended(tx, RunState.FAILED, end).set(ERROR, message));
            return MvStates.failed(tx, run, failure, end);
        });
    }

    /** Somebody stopped it: no failure of the MV, but it does not hold its cut either. */
    public void cancelled(OpenRun run, String message) {
        inTransaction(tx -> finish(
                run.wave(), run.mv(), ended(tx, RunState.CANCELLED, now()).set(ERROR, message)));
    }

    /** Ends a wave whose members all have. */
    public void closeWave(long wave) {
        sql.update(WAVE).set(ENDED_AT, now()).where(ID.eq(wave)).execute();
    }

    /** Runs that were announced and have not ended, oldest first. */
    public List<OpenRun> openRuns() {
        return HistoryReads.openRuns(sql);
    }

    public Optional<WaveResult> wave(long id) {
        return HistoryReads.waves(sql, ID.eq(id), 1).stream().findFirst();
    }

    /** The newest waves, newest first. */
    public List<WaveResult> waves(int count) {
        return HistoryReads.waves(sql, DSL.noCondition(), count);
    }

    /**
     * Writes down which roots have another version than they had.
     *
     * @param known what {@link #load()} told of their changes
     * @return whether there was something to write
     */
    public boolean rootsSeen(
            Map<ModelName, List<RootChange>> known, Map<ModelName, RootVersion> roots, Instant seenAt) {
        long written = new TreeMap<>(roots)
                .entrySet().stream()
                        .filter(root -> rootSeen(
                                known.getOrDefault(root.getKey(), List.of()), root.getKey(), root.getValue(), seenAt))
                        .count();
        return written > 0;
    }

    private boolean rootSeen(List<RootChange> known, ModelName root, RootVersion version, Instant seenAt) {
        RootChange last = known.isEmpty() ? null : known.get(known.size() - 1);
        if (last != null && last.version().equals(version.version())) {
            return false;
        }
        Instant earliest = last == null ? Instant.EPOCH : last.seenAt();
        inTransaction(tx -> tx.insertInto(ROOT_CHANGE, ID, ROOT, VERSION, CHANGED_AT, SEEN_AT)
                .values(
                        nextId(tx, ROOT_CHANGE),
                        root.toString(),
                        version.version(),
                        utc(changedAt(version, earliest, seenAt)),
                        utc(seenAt))
                .execute());
        return true;
    }

    // The server tells the time in its own zone and by its own clock. What it says counts as far as it can be true: not
    // before the version that was seen last, not after this one was seen.
    private static Instant changedAt(RootVersion version, Instant earliest, Instant seenAt) {
        return version.changedAt()
                .filter(told -> !told.isBefore(earliest) && !told.isAfter(seenAt))
                .orElse(seenAt);
    }

    /** Forgets waves that ended before a time, and changes that everything holds; returns how many waves. */
    public int prune(Instant before) {
        return inTransaction(tx -> {
            var old = DSL.select(ID).from(WAVE).where(ENDED_AT.lt(utc(before)));
            tx.deleteFrom(EDGE).where(WAVE_ID.in(old)).execute();
            tx.deleteFrom(RUN).where(WAVE_ID.in(old)).execute();
            int waves = tx.deleteFrom(WAVE).where(ENDED_AT.lt(utc(before))).execute();
            LocalDateTime oldestCut = tx.select(DSL.min(CUT_AT)).from(MV_STATE).fetchOne(0, LocalDateTime.class);
            if (oldestCut != null) {
                HistoryReads.forgetChanges(tx, oldestCut);
            }
            return waves;
        });
    }

    /** Reads the history by SQL, for reports and tests. */
    public <T> T read(Function<DSLContext, T> question) {
        return question.apply(sql);
    }

    @Override
    public void close() {
        pool.close();
    }

    private UpdateSetMoreStep<?> update(RunState state) {
        return sql.update(RUN).set(STATE, state.name());
    }

    private static UpdateSetMoreStep<?> ended(DSLContext tx, RunState state, LocalDateTime end) {
        return tx.update(RUN).set(STATE, state.name()).set(FINISHED_AT, end);
    }

    private void changeOne(long wave, ModelName mv, UpdateSetMoreStep<?> update) {
        requireOne(
                wave,
                mv,
                update.where(WAVE_ID.eq(wave))
                        .and(MV.eq(mv.toString()))
                        .and(FINISHED_AT.isNull())
                        .execute());
    }

    private static int finish(long wave, ModelName mv, UpdateSetMoreStep<?> update) {
        int changed = update.where(WAVE_ID.eq(wave))
                .and(MV.eq(mv.toString()))
                .and(FINISHED_AT.isNull())
                .execute();
        return requireOne(wave, mv, changed);
    }

    private static int requireOne(long wave, ModelName mv, int changed) {
        if (changed != 1) {
            throw new IllegalStateException("'" + mv + "' has ended in wave " + wave + " already");
        }
        return changed;
    }

    private <T> T inTransaction(Function<DSLContext, T> work) {
        return sql.transactionResult(configuration -> work.apply(DSL.using(configuration)));
    }

    private static long nextId(DSLContext tx, org.jooq.Table<?> table) {
        Long last = tx.select(DSL.max(ID)).from(table).fetchOne(0, Long.class);
        return last == null ? 1 : last + 1;
    }

    private LocalDateTime now() {
        return utc(clock.instant());
    }

    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static @Nullable String shortened(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static boolean isInUse(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getErrorCode() == IN_USE) {
                return true;
            }
        }
        return false;
    }
}
