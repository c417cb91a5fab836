// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for ALTERs that StarRocks carries out in the background: until then the table takes no other. */
final class SchemaChanges {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaChanges.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Set<String> COLUMN_JOBS = Set.of(
            "add-column",
            "add-columns",
            "add-generated-column",
            "modify-column",
            "drop-column",
            "add-field",
            "drop-field",
            "add-index",
            "drop-index",
            "sort",
            "set-bloom_filter_columns");

    private final StarRocks starRocks;
    private final Consumer<String> progress;

    /**
     * @param progress is told how far a job is, now and then
     */
    SchemaChanges(StarRocks starRocks, Consumer<String> progress) {
        this.starRocks = starRocks;
        this.progress = progress;
    }

    /**
     * Returns when the job that a step started on a table has ended; at once when it starts none.
     *
     * @throws IllegalStateException with the server's message when it was cancelled
     */
    void await(String action, String table) {
        Optional<String> job = job(action);
        if (job.isPresent()) {
            ModelName name = ModelName.parse(table);
            while (!isOver(job.get(), name)) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** What SHOW ALTER TABLE calls the jobs of a kind of step. */
    private static Optional<String> job(String action) {
        if (action.equals("redistribute")) {
            return Optional.of("OPTIMIZE");
        }
        return COLUMN_JOBS.contains(action) ? Optional.of("COLUMN") : Optional.empty();
    }

    private boolean isOver(String job, ModelName table) {
        List<Record> jobs = newest(job, table);
        if (jobs.isEmpty()) {
            return true;
        }
        Record newest = jobs.get(0);
        String state = String.valueOf(newest.get("State")).toUpperCase(Locale.ROOT);
        if (state.equals("CANCELLED")) {
            throw new IllegalStateException("the schema change of '" + table + "' was cancelled: " + newest.get("Msg"));
        }
        if (state.equals("FINISHED")) {
            return true;
        }
        Object far = newest.field("Progress") == null ? null : newest.get("Progress");
        progress.accept(state.toLowerCase(Locale.ROOT) + (far == null ? "" : " " + far));
        return false;
    }

    private List<Record> newest(String job, ModelName table) {
        try {
            return starRocks.ask(sql -> sql.fetch("SHOW ALTER TABLE " + job + " FROM "
                    + SqlNames.quote(table.database()) + " WHERE TableName = " + SqlNames.literal(table.name())
                    + " ORDER BY CreateTime DESC LIMIT 1"));
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            // A server that does not know the question has no jobs; if it had, the next ALTER would say so.
            LOG.debug("SHOW ALTER TABLE {} is refused: {}", job, e.getMessage());
            return List.of();
        }
    }
}
