// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.history;

import static dev.orrery.refresher.history.HistoryTables.*;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Cause;
import dev.orrery.refresher.decide.Cut;
import dev.orrery.refresher.decide.Failure;
import dev.orrery.refresher.decide.History;
import dev.orrery.refresher.decide.History.Failures;
import dev.orrery.refresher.decide.History.MvHistory;
import dev.orrery.refresher.decide.History.OpenWave;
import dev.orrery.refresher.decide.History.RootChange;
import dev.orrery.refresher.decide.History.Success;
import dev.orrery.refresher.decide.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Turns rows of the run history into values. */
final class HistoryReads {
    /** The state in the table of a member that was not started. */
    static final String WAITING = "WAITING";

    private HistoryReads() {}

    static History history(DSLContext sql) {
        Map<ModelName, MvHistory> materializedViews = new HashMap<>();
        sql.select(MV_STATE_FIELDS).from(MV_STATE).forEach(row -> materializedViews.put(mv(row), mvHistory(row)));
        Map<ModelName, List<RootChange>> changes = new HashMap<>();
        sql.select(ROOT, VERSION, CHANGED_AT, SEEN_AT)
                .from(ROOT_CHANGE)
                .orderBy(ID)
                .forEach(row -> changes.computeIfAbsent(ModelName.parse(row.get(ROOT)), any -> new ArrayList<>())
                        .add(new RootChange(
                                row.get(VERSION), instant(row.get(CHANGED_AT)), instant(row.get(SEEN_AT)))));
        return new History(materializedViews, changes, openWaves(sql));
    }

    private static MvHistory mvHistory(Record row) {
        String cut = row.get(CUT);
        return new MvHistory(
                cut == null ? Optional.empty() : Optional.of(new Success(Cut.parse(cut), instant(row.get(CUT_AT)))),
                new Failures(
                        row.get(FAILURES),
                        maybe(row.get(FAILED_AT)),
                        row.get(FAILURE) == null ? Failure.UNKNOWN : Failure.valueOf(row.get(FAILURE)),
                        row.get(FAILED_IDENTITY) == null ? "" : row.get(FAILED_IDENTITY)),
                Duration.ofMillis(row.get(MEAN_MS) + 2 * row.get(DEVIATION_MS)));
    }

    private static List<OpenWave> openWaves(DSLContext sql) {
        List<OpenWave> waves = new ArrayList<>();
        sql.select(ID, CAUSE, OPENED_BY)
                .from(WAVE)
                .where(ENDED_AT.isNull())
                .orderBy(ID)
                .forEach(row -> {
                    SortedMap<ModelName, Optional<RunState>> members = new TreeMap<>();
                    sql.select(MV, STATE)
                            .from(RUN)
                            .where(WAVE_ID.eq(row.get(ID)))
                            .forEach(run -> members.put(mv(run), state(run)));
                    waves.add(new OpenWave(row.get(ID), cause(row), members));
                });
        return waves;
    }

    static List<OpenRun> openRuns(DSLContext sql) {
        return sql.select(RUN_FIELDS)
                .from(RUN)
                .where(STATE.in(RunState.INTENDED.name(), RunState.SUBMITTED.name(), RunState.RUNNING.name()))
                .orderBy(ID)
                .fetch()
                .map(row -> new OpenRun(
                        row.get(WAVE_ID),
                        mv(row),
                        RunState.valueOf(row.get(STATE)),
                        row.get(TASK_NAME),
                        Optional.ofNullable(row.get(QUERY_ID)),
                        Optional.ofNullable(row.get(SEEN_QUERY_ID)),
                        Cut.parse(row.get(CUT)),
                        instant(row.get(CUT_AT)),
                        instant(row.get(SUBMITTED_AT))));
    }

    static List<WaveResult> waves(DSLContext sql, Condition which, int count) {
        return sql.select(ID, CAUSE, OPENED_BY, STARTED_AT, ENDED_AT)
                .from(WAVE)
                .where(which)
                .orderBy(ID.desc())
                .limit(count)
                .fetch()
                .map(row -> new WaveResult(
                        row.get(ID),
                        cause(row),
                        instant(row.get(STARTED_AT)),
                        maybe(row.get(ENDED_AT)),
                        runs(sql, row.get(ID))));
    }

    private static List<WaveResult.Run> runs(DSLContext sql, long wave) {
        Map<ModelName, SortedSet<ModelName>> upstream = new HashMap<>();
        sql.select(MV, UPSTREAM)
                .from(EDGE)
                .where(WAVE_ID.eq(wave))
                .forEach(row -> upstream.computeIfAbsent(mv(row), any -> new TreeSet<>())
                        .add(ModelName.parse(row.get(UPSTREAM))));
        return sql.select(RUN_FIELDS)
                .from(RUN)
                .where(WAVE_ID.eq(wave))
                .orderBy(POSITION)
                .fetch()
                .map(row -> new WaveResult.Run(
                        mv(row),
                        state(row),
                        row.get(REASON) == null ? "" : row.get(REASON),
                        Optional.ofNullable(row.get(BLOCKED_BY)).map(ModelName::parse),
                        upstream.getOrDefault(mv(row), Collections.emptySortedSet()),
                        row.get(REFRESHES_SENT),
                        Optional.ofNullable(row.get(QUERY_ID)),
                        maybe(row.get(SUBMITTED_AT)),
                        maybe(row.get(STARTED_AT)),
                        maybe(row.get(FINISHED_AT)),
                        Optional.ofNullable(row.get(ERROR))));
    }

    /** Keeps of each root the newest change before a time, and all after it: the MV with the oldest cut still needs them. */
    static void forgetChanges(DSLContext sql, LocalDateTime before) {
        Map<String, LocalDateTime> newest = new HashMap<>();
        sql.select(ROOT, SEEN_AT)
                .from(ROOT_CHANGE)
                .where(SEEN_AT.le(before))
                .orderBy(SEEN_AT)
                .forEach(row -> newest.put(row.get(ROOT), row.get(SEEN_AT)));
        newest.forEach((root, seen) -> sql.deleteFrom(ROOT_CHANGE)
                .where(ROOT.eq(root))
                .and(SEEN_AT.lt(seen))
                .execute());
    }

    private static ModelName mv(Record row) {
        return ModelName.parse(row.get(MV));
    }

    private static Optional<RunState> state(Record row) {
        return row.get(STATE).equals(WAITING) ? Optional.empty() : Optional.of(RunState.valueOf(row.get(STATE)));
    }

    private static Cause cause(Record row) {
        return new Cause(Cause.Trigger.valueOf(row.get(OPENED_BY)), row.get(CAUSE));
    }

    static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    private static Optional<Instant> maybe(@Nullable LocalDateTime utc) {
        return Optional.ofNullable(utc).map(HistoryReads::instant);
    }
}
