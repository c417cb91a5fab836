// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.alter.AlterJob;
import dev.orrery.embedded.alter.AlterJob.Kind;
import dev.orrery.embedded.session.ServerError;

/** SHOW ALTER TABLE and SHOW ALTER MATERIALIZED VIEW. */
final class AlterShows {
    private static final int TIMEOUT_SECONDS = 86400;

    private AlterShows() {}

    static Relation of(String what, ServerState state, String database) throws ServerError {
        return switch (what) {
            case "ALTER TABLE COLUMN" -> columns(state, database);
            case "ALTER TABLE OPTIMIZE" -> optimizations(state, database);
            default -> rollups(state, database);
        };
    }

    private static Relation columns(ServerState state, String database) throws ServerError {
        RelationBuilder rows = RelationBuilder.ofText(
                "JobId",
                "TableName",
                "CreateTime",
                "FinishTime",
                "IndexName",
                "IndexId",
                "OriginIndexId",
                "SchemaVersion",
                "TransactionId",
                "State",
                "Msg",
                "Progress",
                "Timeout");
        for (AlterJob job : state.alterJobs()) {
            if (is(job, Kind.COLUMN, database)) {
                begin(rows, job, "FinishTime")
                        .put("IndexName", job.made())
                        .put("IndexId", job.tableId())
                        .put("OriginIndexId", job.tableId())
                        .put("SchemaVersion", "1:0")
                        .put("Timeout", TIMEOUT_SECONDS);
            }
        }
        return rows.build();
    }

    private static Relation optimizations(ServerState state, String database) throws ServerError {
        RelationBuilder rows = RelationBuilder.ofText(
                "JobId",
                "TableName",
                "CreateTime",
                "FinishTime",
                "Operation",
                "TransactionId",
                "State",
                "Msg",
                "Progress",
                "Timeout");
        for (AlterJob job : state.alterJobs()) {
            if (is(job, Kind.OPTIMIZE, database)) {
                begin(rows, job, "FinishTime").put("Operation", "ALTER").put("Timeout", TIMEOUT_SECONDS);
            }
        }
        return rows.build();
    }

    private static Relation rollups(ServerState state, String database) throws ServerError {
        RelationBuilder rows = RelationBuilder.ofText(
                "JobId",
                "TableName",
                "CreateTime",
                "FinishedTime",
                "BaseIndexName",
                "RollupIndexName",
                "RollupId",
                "TransactionId",
                "State",
                "Msg",
                "Progress",
                "Timeout");
        for (AlterJob job : state.alterJobs()) {
            if (is(job, Kind.ROLLUP, database)) {
                begin(rows, job, "FinishedTime")
                        .put("BaseIndexName", job.table().name())
                        .put("RollupIndexName", job.made())
                        .put("RollupId", job.id() + 1)
                        // In microseconds: so it was recorded.
                        .put("Timeout", TIMEOUT_SECONDS * 1_000_000L);
            }
        }
        return rows.build();
    }

    private static boolean is(AlterJob job, Kind kind, String database) {
        return job.kind() == kind && job.table().database().equals(database);
    }

    private static RelationBuilder begin(RelationBuilder rows, AlterJob job, String finishTime) {
        rows.row()
                .put("JobId", job.id())
                .put("TableName", job.table().name())
                .put("CreateTime", job.created())
                .put("TransactionId", job.id())
                .put("State", job.state().name())
                .put("Msg", job.message());
        job.finished().ifPresent(time -> rows.put(finishTime, time));
        return rows;
    }
}
