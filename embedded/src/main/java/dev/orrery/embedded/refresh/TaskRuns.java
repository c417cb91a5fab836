// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import dev.orrery.embedded.engine.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of refreshes, in the database. */
final class TaskRuns {
    private static final String COLUMNS = "query_id, job_id, task_name, database, definition, state, created, started,"
            + " finished, error_code, error_message, extra_message, properties";

    private final Engine engine;

    TaskRuns(Engine engine) {
        this.engine = engine;
    }

    /** Inserts a run or replaces what was known of it. */
    void save(TaskRun run) throws SQLException {
        try (Connection connection = engine.connect()) {
            connection.setAutoCommit(false);
            save(connection, run);
            connection.commit();
        }
    }

    void save(Connection connection, TaskRun run) throws SQLException {
        try (PreparedStatement old = connection.prepareStatement("DELETE FROM _orrery.task_run WHERE query_id = ?")) {
            old.setString(1, run.queryId());
            old.execute();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO _orrery.task_run (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            @Nullable
            Object[] values = {
                run.queryId(),
                run.jobId(),
                run.taskName(),
                run.database(),
                run.definition(),
                run.state().name(),
                run.created(),
                run.started().orElse(null),
                run.finished().orElse(null),
                run.errorCode(),
                run.errorMessage(),
                run.extraMessage(),
                run.properties()
            };
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.execute();
        }
    }

    /** Newest first. */
    List<TaskRun> list() throws SQLException {
        try (Connection connection = engine.connect();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT " + COLUMNS + " FROM _orrery.task_run ORDER BY created DESC, query_id");
                ResultSet rows = select.executeQuery()) {
            List<TaskRun> runs = new ArrayList<>();
            while (rows.next()) {
                runs.add(read(rows));
            }
            return runs;
        }
    }

    /** Runs that were waiting or running when the server ended did not succeed. */
    void closeUnfinished(LocalDateTime now) throws SQLException {
        for (TaskRun run : list()) {
            if (!run.state().isOver()) {
                save(run.over(TaskRun.State.FAILED, now, "the server ended", run.extraMessage()));
            }
        }
    }

    private static TaskRun read(ResultSet row) throws SQLException {
        return new TaskRun(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                TaskRun.State.valueOf(row.getString(6)),
                row.getTimestamp(7).toLocalDateTime(),
                time(row, 8),
                time(row, 9),
                row.getLong(10),
                row.getString(11),
                row.getString(12),
                row.getString(13));
    }

    private static Optional<LocalDateTime> time(ResultSet row, int column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? Optional.empty() : Optional.of(value.toLocalDateTime());
    }
}
