// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for ALTERs that StarRocks carries out in the background: until then the table takes no other. */
final class SchemaChanges {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaChanges.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private SchemaChanges() {}

    /**
     * Returns when the newest schema change of a table has ended; at once when there is none.
     *
     * @throws IllegalStateException with the server's message when it was cancelled
     */
    static void await(StarRocks starRocks, ModelName table) {
        while (!isOver(starRocks, table)) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isOver(StarRocks starRocks, ModelName table) {
        List<Record> jobs = newest(starRocks, table);
        if (jobs.isEmpty()) {
            return true;
        }
        String state = String.valueOf(jobs.get(0).get("State")).toUpperCase(Locale.ROOT);
        if (state.equals("CANCELLED")) {
            throw new IllegalStateException("the schema change of '" + table + "' was cancelled: "
                    + jobs.get(0).get("Msg"));
        }
        return state.equals("FINISHED");
    }

    private static List<Record> newest(StarRocks starRocks, ModelName table) {
        try {
            return starRocks.ask(sql -> sql.fetch("SHOW ALTER TABLE COLUMN FROM "
                    + SqlNames.quote(table.database()) + " WHERE TableName = " + SqlNames.literal(table.name())
                    + " ORDER BY CreateTime DESC LIMIT 1"));
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            // A server that does not know the question has no jobs; if it had, the next ALTER would say so.
            LOG.debug("SHOW ALTER TABLE COLUMN is refused: {}", e.getMessage());
            return List.of();
        }
    }
}
