// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.liquibase;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import liquibase.Scope;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import org.jspecify.annotations.Nullable;

/** What the server does in the background, asked for over the connection that Liquibase works on. */
final class ServerJobs {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration UNTIL_SEEN = Duration.ofMinutes(2);
    private static final Set<String> RUNNING = Set.of("PENDING", "RUNNING");
    private static final Set<String> GOOD = Set.of("SUCCESS", "SKIPPED", "MERGED");

    private final JdbcConnection connection;
    private final Consumer<String> progress;
    private final Duration untilSeen;

    ServerJobs(JdbcConnection connection, Consumer<String> progress) {
        this(connection, progress, UNTIL_SEEN);
    }

    /**
     * The same, less or more patient.
     *
     * @param untilSeen how long a refresh may go on without a run that the server shows
     */
    ServerJobs(JdbcConnection connection, Consumer<String> progress, Duration untilSeen) {
        this.connection = connection;
        this.progress = progress;
        this.untilSeen = untilSeen;
    }

    /**
     * A table or MV as a statement names it.
     *
     * @param database null for the current one
     */
    record Subject(@Nullable String database, String name) {
        /** The name as a value in SQL. */
        String literal() {
            return ServerJobs.literal(plain(name));
        }

        private static String plain(String identifier) {
            return identifier.startsWith("`")
                    ? identifier.substring(1, identifier.length() - 1).replace("``", "`")
                    : identifier;
        }

        String from() {
            return database == null ? "" : " FROM `" + plain(database).replace("`", "``") + "`";
        }

        String schema() {
            return database == null ? "database()" : ServerJobs.literal(plain(database));
        }
    }

    private record Job(long id, String state, String message, String progress) {
        boolean isOver() {
            return state.equals("FINISHED") || state.equals("CANCELLED");
        }
    }

    private record Run(String id, String state, String message, String progress) {}

    /**
     * Waits until no job of a table runs that another statement began.
     *
     * @return the newest job, 0 when there never was one; empty when the server has no such kind of job
     */
    OptionalLong awaitOthers(String kind, Subject table) throws DatabaseException {
        try {
            return OptionalLong.of(awaitAlter(kind, table, Long.MAX_VALUE));
        } catch (DatabaseException e) {
            // Only a server that cannot read the question has no such jobs. One that is lost or short of memory may
            // have.
            if (e.getCause() instanceof SQLException refusal
                    && String.valueOf(refusal.getMessage()).contains("Getting syntax error")) {
                Scope.getCurrentScope().getLog(getClass()).fine("the server knows no jobs of kind " + kind, e);
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /**
     * Waits until no job of a table runs.
     *
     * @param known the newest job that is not looked at: only a later one that was cancelled is a failure
     * @return the newest job; 0 when there never was one
     */
    long awaitAlter(String kind, Subject table, long known) throws DatabaseException {
        while (true) {
            List<Job> jobs = alters(kind, table);
            Optional<Job> running = jobs.stream().filter(job -> !job.isOver()).findFirst();
            if (running.isEmpty()) {
                Optional<Job> cancelled = jobs.stream()
                        .filter(job -> job.id() > known && job.state().equals("CANCELLED"))
                        .findFirst();
                if (cancelled.isPresent()) {
                    throw new DatabaseException("the schema change of " + table.name() + " was cancelled: "
                            + cancelled.get().message());
                }
                return jobs.stream().mapToLong(Job::id).max().orElse(0);
            }
            Job job = running.get();
            pause(job.state().toLowerCase(Locale.ROOT)
                    + (job.progress().isBlank() ? "" : " " + job.progress().strip()));
        }
    }

    private List<Job> alters(String kind, Subject table) throws DatabaseException {
        String question = "SHOW ALTER TABLE " + kind + table.from() + " WHERE TableName = " + table.literal();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            List<Job> jobs = new ArrayList<>();
            while (rows.next()) {
                jobs.add(new Job(
                        rows.getLong("JobId"),
                        text(rows, "State").toUpperCase(Locale.ROOT),
                        text(rows, "Msg"),
                        text(rows, "Progress")));
            }
            return jobs;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The ids of all runs of an MV's task that the server remembers. */
    List<String> runs(Subject materializedView) throws DatabaseException {
        return taskRuns(materializedView).stream().map(Run::id).toList();
    }

    /**
     * Waits until no run of an MV is pending or running, then fails if one that is not known failed.
     *
     * @throws DatabaseException also when the server shows no run for a long time
     */
    void awaitRuns(Subject materializedView, List<String> known) throws DatabaseException {
        long unseen = 0;
        while (true) {
            List<Run> runs = taskRuns(materializedView).stream()
                    .filter(run -> !known.contains(run.id()))
                    .toList();
            Optional<Run> running =
                    runs.stream().filter(run -> RUNNING.contains(run.state())).findFirst();
            if (running.isEmpty() && !runs.isEmpty()) {
                Optional<Run> failed =
                        runs.stream().filter(run -> !GOOD.contains(run.state())).findFirst();
                if (failed.isPresent()) {
                    throw new DatabaseException("the refresh of " + materializedView.name() + " failed: "
                            + failed.get().message());
                }
                return;
            }
            unseen = running.isPresent() ? 0 : unseen + 1;
            if (unseen > untilSeen.dividedBy(PAUSE)) {
                throw new DatabaseException("the refresh of " + materializedView.name() + " was asked for, but after "
                        + untilSeen.toSeconds()
                        + " s information_schema.task_runs shows no run of it; look there how it"
                        + " ended, then run the change set again");
            }
            pause(running.map(run -> run.state().toLowerCase(Locale.ROOT) + " " + run.progress())
                    .orElse("pending"));
        }
    }

    private List<Run> taskRuns(Subject materializedView) throws DatabaseException {
        String question = "SELECT QUERY_ID, STATE, ERROR_MESSAGE, PROGRESS FROM information_schema.task_runs"
                + " WHERE TASK_NAME = " + literal(task(materializedView));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            List<Run> runs = new ArrayList<>();
            while (rows.next()) {
                runs.add(new Run(
                        text(rows, "QUERY_ID"),
                        text(rows, "STATE").toUpperCase(Locale.ROOT),
                        text(rows, "ERROR_MESSAGE"),
                        text(rows, "PROGRESS")));
            }
            return runs;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private String task(Subject materializedView) throws DatabaseException {
        String question = "SELECT TASK_NAME FROM information_schema.materialized_views WHERE TABLE_SCHEMA = "
                + materializedView.schema() + " AND TABLE_NAME = " + materializedView.literal();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            String task = rows.next() ? text(rows, "TASK_NAME") : "";
            if (task.isEmpty()) {
                throw new DatabaseException("information_schema.materialized_views shows no task of "
                        + materializedView.name() + ", so that its refresh cannot be waited for: there is no such"
                        + " materialized view, or the user may not see it");
            }
            return task;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private void pause(String words) throws DatabaseException {
        progress.accept(words);
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("waiting for the server was interrupted: " + words);
        }
    }

    private static String text(ResultSet rows, String column) throws SQLException {
        String value = rows.getString(column);
        return value == null ? "" : value;
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
