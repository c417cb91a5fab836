// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.orrery.ddl.drift.AuditedStatement;
import dev.orrery.ddl.drift.Trace;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.SqlNames;
import dev.orrery.starrocks.StarRocks;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Who changed what, from what a server remembers: the table that the AuditLoader plugin fills, else the jobs of schema changes,
 * which have a time and no name.
 */
public final class LiveTraces {
    private static final String AUDIT = "starrocks_audit_db__.starrocks_audit_tbl__";
    private static final int MOST = 10_000;
    private static final Field<String> TIME = text("timestamp");
    private static final Field<String> USER = text("user");
    private static final Field<String> CLIENT = text("clientIp");
    private static final Field<String> DATABASE = text("db");
    private static final Field<String> STATE = text("state");
    private static final Field<String> STATEMENT = text("stmt");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final StarRocks starRocks;
    private final Set<ModelName> objects;
    private final Optional<Instant> since;
    private final Map<ModelName, List<Trace>> found = new TreeMap<>();

    private LiveTraces(StarRocks starRocks, Set<ModelName> objects, Optional<Instant> since) {
        this.starRocks = starRocks;
        this.objects = objects;
        this.since = since;
    }

    /**
     * @param since when the last deployment ended: what was before is its own doing
     */
    public static Trace.Log read(StarRocks starRocks, Set<ModelName> objects, Optional<Instant> since) {
        LiveTraces traces = new LiveTraces(starRocks, objects, since);
        Optional<String> gap = objects.isEmpty() ? Optional.empty() : traces.statements();
        if (gap.isPresent()) {
            traces.jobs();
        }
        return new Trace.Log(traces.found, gap);
    }

    /** Why there are none; empty when they were read. */
    private Optional<String> statements() {
        Condition kept = STATE.ne(inline("ERR")).and(changes());
        if (since.isPresent()) {
            kept = kept.and(TIME.ge(DSL.val(serverTime(since.get()))));
        }
        Condition where = kept;
        try {
            starRocks
                    .ask(sql -> sql.select(TIME, USER, CLIENT, DATABASE, STATEMENT)
                            .from(table(name("starrocks_audit_db__", "starrocks_audit_tbl__")))
                            .where(where)
                            .orderBy(TIME.desc())
                            .limit(MOST)
                            .fetch())
                    .forEach(this::statement);
            return Optional.empty();
        } catch (ServerException e) {
            if (e.isMissingObject()) {
                return Optional.of(
                        "who it was, this server does not record: with the AuditLoader plugin it writes every"
                                + " statement and its user to " + AUDIT + ", and drift names them");
            }
            if (e.kind() == ServerException.Kind.ACCESS_DENIED) {
                return Optional.of("who it was stands in " + AUDIT
                        + ", which this user may not read: GRANT SELECT ON TABLE " + AUDIT);
            }
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            return Optional.of("who it was could not be read from " + AUDIT + ": " + e.getMessage());
        }
    }

    /** Sorts out queries and loads there: they are nearly all of an audit log. */
    private static Condition changes() {
        Field<String> upper = DSL.upper(STATEMENT);
        return upper.like("%ALTER%")
                .or(upper.like("%CREATE%"))
                .or(upper.like("%DROP%"))
                .or(upper.like("%TRUNCATE%"))
                .or(upper.like("%RECOVER%"));
    }

    private String serverTime(Instant instant) {
        ZoneId zone = starRocks.timeZone();
        return SECONDS.format(LocalDateTime.ofInstant(instant, zone));
    }

    private void statement(Record row) {
        String statement = row.get(STATEMENT) == null ? "" : row.get(STATEMENT);
        String database = row.get(DATABASE) == null ? "" : row.get(DATABASE);
        for (ModelName subject : AuditedStatement.subjects(statement, database)) {
            if (objects.contains(subject)) {
                String from = row.get(CLIENT) == null ? "" : " from " + row.get(CLIENT);
                add(
                        subject,
                        new Trace(
                                String.valueOf(row.get(TIME)),
                                Optional.of(row.get(USER) + from),
                                statement.strip().replaceAll("\\s+", " ")));
            }
        }
    }

    private void add(ModelName object, Trace trace) {
        found.computeIfAbsent(object, key -> new ArrayList<>()).add(trace);
    }

    private void jobs() {
        Set<String> databases = new TreeSet<>();
        objects.forEach(object -> databases.add(object.database()));
        for (String database : databases) {
            for (String job : List.of("COLUMN", "OPTIMIZE")) {
                jobs(database, job);
            }
        }
    }

    private void jobs(String database, String job) {
        String from = since.map(this::serverTime).orElse("");
        try {
            for (Record row : starRocks.ask(sql -> sql.fetch(
                    "SHOW ALTER TABLE " + job + " FROM " + SqlNames.quote(database) + " ORDER BY CreateTime DESC"))) {
                ModelName object = new ModelName(database, String.valueOf(row.get("TableName")));
                String created = String.valueOf(row.get("CreateTime"));
                if (objects.contains(object) && created.compareTo(from) >= 0) {
                    add(
                            object,
                            new Trace(
                                    created,
                                    Optional.empty(),
                                    "ALTER TABLE, job " + row.get("JobId") + ", "
                                            + String.valueOf(row.get("State")).toLowerCase(java.util.Locale.ROOT)));
                }
            }
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            // A server that does not list its jobs remembers nothing: that is said already.
        }
    }

    private static Field<String> text(String column) {
        return field(name(column), SQLDataType.VARCHAR);
    }
}
