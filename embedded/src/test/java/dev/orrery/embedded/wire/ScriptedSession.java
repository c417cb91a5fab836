// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A session that answers what a test told it to, and the system variables that drivers ask for when they connect. */
final class ScriptedSession implements Session {
    private static final Pattern VARIABLE = Pattern.compile("@@(?:session\\.)?(\\w+)(?:\\s+AS\\s+(\\w+))?");
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("auto_increment_increment", "1"),
            Map.entry("character_set_client", "utf8"),
            Map.entry("character_set_connection", "utf8"),
            Map.entry("character_set_results", "utf8"),
            Map.entry("character_set_server", "utf8"),
            Map.entry("collation_server", "utf8_general_ci"),
            Map.entry("collation_connection", "utf8_general_ci"),
            Map.entry("init_connect", ""),
            Map.entry("interactive_timeout", "3600"),
            Map.entry("license", "Apache-2.0"),
            Map.entry("lower_case_table_names", "0"),
            Map.entry("max_allowed_packet", "67108864"),
            Map.entry("net_write_timeout", "60"),
            Map.entry("performance_schema", "0"),
            Map.entry("sql_mode", "ONLY_FULL_GROUP_BY"),
            Map.entry("system_time_zone", "UTC"),
            Map.entry("time_zone", "UTC"),
            Map.entry("transaction_isolation", "REPEATABLE-READ"),
            Map.entry("session.transaction_read_only", "0"),
            Map.entry("transaction_read_only", "0"),
            Map.entry("version_comment", "a test"),
            Map.entry("autocommit", "1"),
            Map.entry("wait_timeout", "28800"));

    private final Script script;
    private final String user;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private String database = "";
    private boolean transaction;

    ScriptedSession(Script script, String user) {
        this.script = script;
        this.user = user;
    }

    /** What all sessions of one server answer, and what they were asked. */
    static final class Script implements Session.Factory {
        final List<String> asked = new CopyOnWriteArrayList<>();
        final List<Integer> opened = new CopyOnWriteArrayList<>();
        final CountDownLatch waiting = new CountDownLatch(1);
        private final Map<String, Rows> answers = new ConcurrentHashMap<>();

        /** Columns and rows; a cell is text or null. */
        record Rows(List<ResultColumn> columns, Iterable<@Nullable String[]> rows) {}

        Script answer(String statement, List<ResultColumn> columns, @Nullable String[]... rows) {
            answers.put(statement, new Rows(columns, Arrays.asList(rows)));
            return this;
        }

        Script answer(String statement, List<ResultColumn> columns, Iterable<@Nullable String[]> rows) {
            answers.put(statement, new Rows(columns, rows));
            return this;
        }

        @Override
        public Session open(String user, int connectionId) {
            opened.add(connectionId);
            return new ScriptedSession(this, user);
        }
    }

    static ResultColumn column(String name, DataType type) {
        return new ResultColumn(name, type, true);
    }

    static ResultColumn text(String name) {
        return column(name, DataType.varchar(100));
    }

    @Override
    public List<String> split(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    @Override
    public Answer execute(String statement) throws ServerError {
        script.asked.add(statement);
        String lower = statement.toLowerCase(Locale.ROOT).strip();
        Script.Rows scripted = script.answers.get(statement);
        if (scripted != null) {
            return rows(scripted.columns(), scripted.rows());
        }
        if (lower.startsWith("begin")) {
            transaction = true;
        }
        if (lower.startsWith("commit") || lower.startsWith("rollback")) {
            transaction = false;
        }
        if (lower.equals("select wait")) {
            return waitForCancel();
        }
        if (lower.startsWith("boom")) {
            throw new IllegalStateException("a bug");
        }
        return other(statement, lower);
    }

    private Answer other(String statement, String lower) throws ServerError {
        if (lower.contains("select user()")) {
            return rows(List.of(text("user()")), List.<@Nullable String[]>of(new @Nullable String[] {user}));
        }
        if (lower.contains("select database()")) {
            return rows(List.of(text("DATABASE()")), List.<@Nullable String[]>of(new @Nullable String[] {database}));
        }
        if (lower.contains("select @@") || lower.contains("select  @@")) {
            return variables(statement);
        }
        if (lower.startsWith("fail")) {
            throw ServerError.analyzing("Column 'nope' cannot be resolved");
        }
        if (lower.startsWith("insert")) {
            return new Answer.Done(3, "{'label':'insert_1', 'status':'VISIBLE', 'txnId':'7'}");
        }
        return Answer.Done.OK;
    }

    private Answer waitForCancel() throws ServerError {
        script.waiting.countDown();
        try {
            cancelled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ServerError(1317, "70100", "Query execution was interrupted");
    }

    private static Answer variables(String statement) {
        List<ResultColumn> columns = new ArrayList<>();
        List<@Nullable String> values = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(statement);
        while (matcher.find()) {
            String label = matcher.group(2) == null ? matcher.group(0) : matcher.group(2);
            columns.add(text(label));
            values.add(VARIABLES.get(matcher.group(1)));
        }
        return rows(columns, List.<@Nullable String[]>of(values.toArray(new @Nullable String[0])));
    }

    static Answer rows(List<ResultColumn> columns, Iterable<@Nullable String[]> rows) {
        Iterator<@Nullable String[]> iterator = rows.iterator();
        return new Answer.Rows(columns, new Answer.RowSource() {
            @Override
            public @Nullable String @Nullable [] next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public List<ResultColumn> describe(String statement) {
        Script.Rows scripted = script.answers.get(statement);
        return scripted == null ? List.of() : scripted.columns();
    }

    @Override
    public boolean inTransaction() {
        return transaction;
    }

    @Override
    public void use(String name) throws ServerError {
        if (name.equals("nodb")) {
            throw new ServerError(5501, "3F000", "Unknown database 'nodb'");
        }
        database = name;
    }

    @Override
    public Optional<String> database() {
        return database.isEmpty() ? Optional.empty() : Optional.of(database);
    }

    @Override
    public void cancel() {
        cancelled.countDown();
    }

    @Override
    public void close() {
        script.opened.add(-1);
    }
}
