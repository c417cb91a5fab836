// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.alter;

import dev.orrery.models.catalog.ModelName;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One schema change, as SHOW ALTER TABLE shows it. Times are in the server's zone.
 *
 * @param made what it makes: a rollup; the table itself for the other kinds
 * @param message why it was cancelled; empty otherwise
 */
public record AlterJob(
        long id,
        Kind kind,
        long tableId,
        ModelName table,
        String made,
        LocalDateTime created,
        Optional<LocalDateTime> finished,
        State state,
        String message) {

    /** Which SHOW ALTER TABLE lists it. */
    public enum Kind {
        COLUMN("SCHEMA_CHANGE"),
        OPTIMIZE("OPTIMIZE"),
        ROLLUP("ROLLUP");

        private final String tableState;

        Kind(String tableState) {
            this.tableState = tableState;
        }

        /** What StarRocks calls the state of a table meanwhile. */
        public String tableState() {
            return tableState;
        }
    }

    /** Where it stands. */
    public enum State {
        RUNNING,
        FINISHED,
        CANCELLED
    }

    AlterJob over(State outcome, LocalDateTime now, String why) {
        return new AlterJob(id, kind, tableId, table, made, created, Optional.of(now), outcome, why);
    }
}
