// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.history;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.LocalDateTime;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The tables of the run history, and their making. Times are UTC. */
final class HistoryTables {
    static final Table<Record> WAVE = table(name("wave"));
    static final Table<Record> RUN = table(name("run"));
    static final Table<Record> EDGE = table(name("wave_edge"));
    static final Table<Record> MV_STATE = table(name("mv_state"));
    static final Table<Record> ROOT_CHANGE = table(name("root_change"));
    static final Table<Record> SCHEMA = table(name("history_schema"));

    static final Field<Integer> SCHEMA_VERSION = field(name("schema_version"), SQLDataType.INTEGER);

    static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
    static final Field<String> CAUSE = text("cause");
    static final Field<String> OPENED_BY = text("opened_by");
    static final Field<LocalDateTime> STARTED_AT = time("started_at");
    static final Field<LocalDateTime> ENDED_AT = time("ended_at");

    static final Field<Long> WAVE_ID = field(name("wave"), SQLDataType.BIGINT);
    static final Field<String> MV = text("mv");
    static final Field<Integer> POSITION = field(name("position"), SQLDataType.INTEGER);
    static final Field<String> STATE = text("state");
    static final Field<String> REASON = text("reason");
    static final Field<String> BLOCKED_BY = text("blocked_by");
    static final Field<Integer> REFRESHES_SENT = field(name("refreshes_sent"), SQLDataType.INTEGER);
    static final Field<String> QUERY_ID = text("query_id");
    static final Field<String> SEEN_QUERY_ID = text("seen_query_id");
    static final Field<String> TASK_NAME = text("task_name");
    static final Field<String> CUT = field(name("cut"), SQLDataType.CLOB);
    static final Field<LocalDateTime> CUT_AT = time("cut_at");
    static final Field<LocalDateTime> SUBMITTED_AT = time("submitted_at");
    static final Field<LocalDateTime> FINISHED_AT = time("finished_at");
    static final Field<String> ERROR = field(name("error"), SQLDataType.CLOB);

    static final Field<String> UPSTREAM = text("upstream");

    static final Field<Integer> FAILURES = field(name("failures"), SQLDataType.INTEGER);
    static final Field<LocalDateTime> FAILED_AT = time("failed_at");
    static final Field<String> FAILURE = text("failure");
    static final Field<String> FAILED_IDENTITY = text("failed_identity");
    static final Field<Long> MEAN_MS = field(name("mean_ms"), SQLDataType.BIGINT);
    static final Field<Long> DEVIATION_MS = field(name("deviation_ms"), SQLDataType.BIGINT);

    static final Field<String> ROOT = text("root");
    static final Field<String> VERSION = text("version");
    static final Field<LocalDateTime> CHANGED_AT = time("changed_at");
    static final Field<LocalDateTime> SEEN_AT = time("seen_at");

    static final List<Field<?>> RUN_FIELDS = List.of(
            ID,
            WAVE_ID,
            MV,
            POSITION,
            STATE,
            REASON,
            BLOCKED_BY,
            REFRESHES_SENT,
            QUERY_ID,
            SEEN_QUERY_ID,
            TASK_NAME,
            CUT,
            CUT_AT,
            SUBMITTED_AT,
            STARTED_AT,
            FINISHED_AT,
            ERROR);
    static final List<Field<?>> MV_STATE_FIELDS =
            List.of(MV, CUT, CUT_AT, FAILURES, FAILED_AT, FAILURE, FAILED_IDENTITY, MEAN_MS, DEVIATION_MS);

    /**
     * Each entry brings the schema from the version that is its place to the next. Never edited, only added to. H2 commits each
     * statement for itself, so a process can die between any two of them: each must do when it is run again.
     */
    private static final List<List<String>> STEPS =
            List.of(List.of("""
            CREATE TABLE IF NOT EXISTS wave (
              id BIGINT NOT NULL PRIMARY KEY,
              cause VARCHAR(200) NOT NULL,
              opened_by VARCHAR(20) NOT NULL,
              started_at TIMESTAMP(3) NOT NULL,
              ended_at TIMESTAMP(3)
            )""", """
            CREATE TABLE IF NOT EXISTS run (
              id BIGINT NOT NULL PRIMARY KEY,
              wave BIGINT NOT NULL REFERENCES wave (id),
              mv VARCHAR(520) NOT NULL,
              position INTEGER NOT NULL,
              state VARCHAR(20) NOT NULL,
              reason VARCHAR(1000),
              blocked_by VARCHAR(520),
              refreshes_sent INTEGER NOT NULL,
              query_id VARCHAR(100),
              seen_query_id VARCHAR(100),
              task_name VARCHAR(200),
              cut CLOB,
              cut_at TIMESTAMP(3),
              submitted_at TIMESTAMP(3),
              started_at TIMESTAMP(3),
              finished_at TIMESTAMP(3),
              error CLOB,
              CONSTRAINT run_once_a_wave UNIQUE (wave, mv)
            )""", """
            CREATE TABLE IF NOT EXISTS wave_edge (
              wave BIGINT NOT NULL REFERENCES wave (id),
              mv VARCHAR(520) NOT NULL,
              upstream VARCHAR(520) NOT NULL,
              PRIMARY KEY (wave, mv, upstream)
            )""", """
            CREATE TABLE IF NOT EXISTS mv_state (
              mv VARCHAR(520) NOT NULL PRIMARY KEY,
              cut CLOB,
              cut_at TIMESTAMP(3),
              finished_at TIMESTAMP(3),
              failures INTEGER NOT NULL,
              failed_at TIMESTAMP(3),
              failure VARCHAR(20),
              failed_identity VARCHAR(100),
              mean_ms BIGINT NOT NULL,
              deviation_ms BIGINT NOT NULL
            )""", """
            CREATE TABLE IF NOT EXISTS root_change (
              id BIGINT NOT NULL PRIMARY KEY,
              root VARCHAR(520) NOT NULL,
              version VARCHAR(100) NOT NULL,
              changed_at TIMESTAMP(3) NOT NULL,
              seen_at TIMESTAMP(3) NOT NULL
            )""", "CREATE INDEX IF NOT EXISTS run_of_mv ON run (mv, finished_at)"));

    private HistoryTables() {}

    /** Makes the tables, or brings them up to date. */
    static void migrate(DSLContext sql) {
        sql.execute("CREATE TABLE IF NOT EXISTS history_schema (schema_version INTEGER NOT NULL)");
        Integer found = sql.select(SCHEMA_VERSION).from(SCHEMA).fetchOne(SCHEMA_VERSION);
        int version = found == null ? 0 : found;
        for (List<String> step : STEPS.subList(Math.min(version, STEPS.size()), STEPS.size())) {
            step.forEach(sql::execute);
        }
        if (found == null) {
            sql.insertInto(SCHEMA, SCHEMA_VERSION).values(STEPS.size()).execute();
        } else if (version < STEPS.size()) {
            sql.update(SCHEMA).set(SCHEMA_VERSION, STEPS.size()).execute();
        }
    }

    private static Field<String> text(String column) {
        return field(name(column), SQLDataType.VARCHAR);
    }

    private static Field<LocalDateTime> time(String column) {
        return field(name(column), SQLDataType.LOCALDATETIME);
    }
}
