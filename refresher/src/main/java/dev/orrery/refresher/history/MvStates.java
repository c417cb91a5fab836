// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.history;

import static dev.orrery.refresher.history.HistoryTables.*;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Failure;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Keeps, for each MV, what it holds, how often it failed since, and how long it takes. */
final class MvStates {
    private MvStates() {}

    static int succeeded(DSLContext tx, OpenRun run, LocalDateTime end) {
        ensure(tx, run.mv());
        return tx.update(MV_STATE)
                .set(CUT, run.cut().toText())
                .set(CUT_AT, RunHistory.utc(run.cutAt()))
                .set(FINISHED_AT, end)
                .set(FAILURES, 0)
                .where(MV.eq(run.mv().toString()))
                .execute();
    }

    /** Mean and mean deviation, each new run counting a quarter: what the last few took, and how much that varies. */
    static int took(DSLContext tx, OpenRun run, LocalDateTime end) {
        long millis = Math.max(
                0, Duration.between(RunHistory.utc(run.submittedAt()), end).toMillis());
        Record known = tx.select(MEAN_MS, DEVIATION_MS)
                .from(MV_STATE)
                .where(MV.eq(run.mv().toString()))
                .fetchSingle();
        long mean = known.get(MEAN_MS);
        long deviation = known.get(DEVIATION_MS);
        boolean first = mean == 0;
        long newMean = Math.max(1, first ? millis : mean + (millis - mean) / 4);
        long newDeviation = first ? millis / 4 : deviation + (Math.abs(millis - mean) - deviation) / 4;
        return tx.update(MV_STATE)
                .set(MEAN_MS, newMean)
                .set(DEVIATION_MS, newDeviation)
                .where(MV.eq(run.mv().toString()))
                .execute();
    }

    static int failed(DSLContext tx, OpenRun run, Failure failure, LocalDateTime end) {
        ensure(tx, run.mv());
        Record known = tx.select(FAILURES, FAILED_IDENTITY)
                .from(MV_STATE)
                .where(MV.eq(run.mv().toString()))
                .fetchSingle();
        boolean again = run.cut().identity().equals(known.get(FAILED_IDENTITY));
        return tx.update(MV_STATE)
                .set(FAILURES, again ? known.get(FAILURES) + 1 : 1)
                .set(FAILED_AT, end)
                .set(FAILURE, failure.name())
                .set(FAILED_IDENTITY, run.cut().identity())
                .where(MV.eq(run.mv().toString()))
                .execute();
    }

    private static void ensure(DSLContext tx, ModelName mv) {
        if (!tx.fetchExists(MV_STATE, MV.eq(mv.toString()))) {
            tx.insertInto(MV_STATE, MV, FAILURES, MEAN_MS, DEVIATION_MS)
                    .values(mv.toString(), 0, 0L, 0L)
                    .execute();
        }
    }
}
