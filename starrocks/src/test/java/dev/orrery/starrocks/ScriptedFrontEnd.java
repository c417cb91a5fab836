// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.PasswordHash;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.embedded.wire.MySqlServer;
import dev.orrery.embedded.wire.WireSettings;
import dev.orrery.models.type.DataType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A front end behind the real protocol that answers what a test wrote down, and that knows tables well enough for state: of racing
 * CREATE TABLEs one wins, rows with a key are overwritten.
 */
final class ScriptedFrontEnd implements AutoCloseable {
    private static final Pattern VARIABLE = Pattern.compile("@@(?:session\\.)?(\\w+)(?:\\s+AS\\s+(\\w+))?");
    private static final Pattern CREATE =
            Pattern.compile("CREATE TABLE (`.+?`\\.`.+?`) .*COMMENT '(.*?)' DISTRIBUTED .*");
    private static final Pattern DROP = Pattern.compile("DROP TABLE IF EXISTS (`.+?`\\.`.+?`) FORCE");
    private static final Pattern INSERT = Pattern.compile("insert into (`.+?`\\.`.+?`) .* values \\(1, (\\d+)\\)");
    private static final Pattern MAX = Pattern.compile("select max\\(`heartbeat_ms`\\) from (`.+?`\\.`.+?`)");

    /** What was sent, without what drivers send on their own account. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Map<String, List<List<@Nullable String>>> answers = new ConcurrentHashMap<>();
    private final Map<String, ServerError> refusals = new ConcurrentHashMap<>();
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final Map<String, String> comments = new ConcurrentHashMap<>();
    private final Map<String, String> heartbeats = new ConcurrentHashMap<>();
    private final MySqlServer server;

    ScriptedFrontEnd() throws IOException {
        variables.putAll(Map.of(
                "auto_increment_increment", "1",
                "max_allowed_packet", "67108864",
                "sql_mode", "ONLY_FULL_GROUP_BY",
                "system_time_zone", "UTC",
                "time_zone", "Asia/Shanghai",
                "version_comment", "4.1.0-ad83983",
                "wait_timeout", "28800",
                "lower_case_table_names", "0",
                "transaction_isolation", "REPEATABLE-READ",
                "autocommit", "1"));
        server = MySqlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                (user, id) -> new Conversation(),
                Accounts.of("root", PasswordHash.of("secret")),
                new Connections(Clock.systemUTC()),
                WireSettings.DEFAULT);
    }

    ServerAddress address() {
        return ServerAddress.of("127.0.0.1", server.port(), "root", Password.of("secret"));
    }

    /** Rows for every statement that contains a text. */
    @SafeVarargs
    final ScriptedFrontEnd answer(String part, List<@Nullable String>... rows) {
        List<List<@Nullable String>> copy = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            copy.add(row);
        }
        answers.put(part, copy);
        return this;
    }

    ScriptedFrontEnd refuse(String part, int code, String sqlState, String message) {
        refusals.put(part, new ServerError(code, sqlState, message));
        return this;
    }

    ScriptedFrontEnd variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Conversation implements Session {
        @Override
        public List<String> split(String text) {
            return List.of(text);
        }

        @Override
        public Answer execute(String statement) throws ServerError {
            if (statement.startsWith("SET ")) {
                return Answer.Done.OK;
            }
            if (statement.contains("@@")) {
                return variables(statement);
            }
            asked.add(statement);
            for (Map.Entry<String, ServerError> refusal : refusals.entrySet()) {
                if (statement.contains(refusal.getKey())) {
                    throw refusal.getValue();
                }
            }
            for (Map.Entry<String, List<List<@Nullable String>>> answer : answers.entrySet()) {
                if (statement.contains(answer.getKey())) {
                    return rows(answer.getValue());
                }
            }
            return state(statement);
        }

        @Override
        public void use(String database) {}

        @Override
        public Optional<String> database() {
            return Optional.empty();
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }

    private Answer variables(String statement) {
        List<ResultColumn> columns = new ArrayList<>();
        List<@Nullable String> row = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(statement);
        while (variable.find()) {
            columns.add(column(variable.group(2) == null ? variable.group() : variable.group(2)));
            row.add(variables.getOrDefault(variable.group(1), ""));
        }
        return new Answer.Rows(columns, source(List.of(row)));
    }

    private synchronized Answer state(String statement) throws ServerError {
        Matcher create = CREATE.matcher(statement);
        if (create.matches()) {
            if (comments.putIfAbsent(create.group(1), create.group(2).replace("\\'", "'")) != null) {
                throw new ServerError(1050, "42S01", "Table " + create.group(1) + " already exists");
            }
            return Answer.Done.OK;
        }
        Matcher drop = DROP.matcher(statement);
        if (drop.matches()) {
            comments.remove(drop.group(1));
            heartbeats.remove(drop.group(1));
            return Answer.Done.OK;
        }
        Matcher insert = INSERT.matcher(statement);
        if (insert.matches()) {
            heartbeats.put(insert.group(1), insert.group(2));
            return new Answer.Done(1, "");
        }
        Matcher max = MAX.matcher(statement);
        if (max.matches()) {
            return rows(List.of(Arrays.asList(heartbeats.get(existing(max.group(1))))));
        }
        if (statement.startsWith("select `TABLE_NAME`, `TABLE_COMMENT` from")) {
            return rows(comments.entrySet().stream()
                    .map(table -> Arrays.<@Nullable String>asList(
                            table.getKey().replaceAll(".*\\.`(.*)`", "$1"), table.getValue()))
                    .toList());
        }
        return Answer.Done.OK;
    }

    private String existing(String table) throws ServerError {
        if (!comments.containsKey(table)) {
            throw new ServerError(
                    5502, "42602", "Getting analyzing error. Detail message: Unknown table '" + table + "'.");
        }
        return table;
    }

    private static Answer rows(List<? extends List<@Nullable String>> rows) {
        List<ResultColumn> columns = new ArrayList<>();
        int width = rows.isEmpty() ? 1 : rows.get(0).size();
        for (int i = 0; i < width; i++) {
            columns.add(column("c" + i));
        }
        return new Answer.Rows(columns, source(rows));
    }

    private static ResultColumn column(String name) {
        return new ResultColumn(
                name, new DataType.Text(DataType.TextKind.VARCHAR, Optional.of(DataType.STRING_LENGTH)), true);
    }

    private static Answer.RowSource source(List<? extends List<@Nullable String>> rows) {
        Iterator<? extends List<@Nullable String>> next = rows.iterator();
        return new Answer.RowSource() {
            @Override
            public @Nullable String @Nullable [] next() {
                return next.hasNext() ? next.next().toArray(new @Nullable String[0]) : null;
            }

            @Override
            public void close() {}
        };
    }
}
