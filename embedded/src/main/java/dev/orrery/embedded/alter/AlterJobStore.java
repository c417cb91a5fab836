// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.alter;

import dev.orrery.embedded.engine.Engine;
import dev.orrery.models.catalog.ModelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schema changes in the database. */
final class AlterJobStore {
    /** history_job_keep_max_second of a front end. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String COLUMNS =
            "id, kind, table_id, database, table_name, made, created, finished, state, message";

    private final Engine engine;

    AlterJobStore(Engine engine) {
        this.engine = engine;
    }

    /** Inserts a job or replaces what was known of it; forgets what is too old. */
    void save(AlterJob job) throws SQLException {
        try (Connection connection = engine.connect()) {
            connection.setAutoCommit(false);
            run(
                    connection,
                    "DELETE FROM _orrery.alter_job WHERE id = ? OR created < ?",
                    job.id(),
                    LocalDateTime.now(engine.clock()).minus(KEPT));
            run(
                    connection,
                    "INSERT INTO _orrery.alter_job (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    job.id(),
                    job.kind().name(),
                    job.tableId(),
                    job.table().database(),
                    job.table().name(),
                    job.made(),
                    job.created(),
                    job.finished().orElse(null),
                    job.state().name(),
                    job.message());
            connection.commit();
        }
    }

    /** Newest first. */
    List<AlterJob> list() throws SQLException {
        try (Connection connection = engine.connect();
                PreparedStatement select =
                        connection.prepareStatement("SELECT " + COLUMNS + " FROM _orrery.alter_job ORDER BY id DESC");
                ResultSet rows = select.executeQuery()) {
            List<AlterJob> jobs = new ArrayList<>();
            while (rows.next()) {
                Timestamp finished = rows.getTimestamp(8);
                jobs.add(new AlterJob(
                        rows.getLong(1),
                        AlterJob.Kind.valueOf(rows.getString(2)),
                        rows.getLong(3),
                        new ModelName(rows.getString(4), rows.getString(5)),
                        rows.getString(6),
                        rows.getTimestamp(7).toLocalDateTime(),
                        finished == null ? Optional.empty() : Optional.of(finished.toLocalDateTime()),
                        AlterJob.State.valueOf(rows.getString(9)),
                        rows.getString(10)));
            }
            return jobs;
        }
    }

    private static void run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
