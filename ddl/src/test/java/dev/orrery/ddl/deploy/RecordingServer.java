// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes every statement, remembers it, and keeps one table: the history that Liquibase writes. It shows what
 * Liquibase sends, and refuses what it was told to.
 */
final class RecordingServer implements Session.Factory {
    private static final Pattern INSERT =
            Pattern.compile("INSERT INTO \\S+ \\((.*?)\\) VALUES \\((.*)\\)", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("CHANGE_KEY` = '([0-9a-f]{64})'");
    private static final Pattern VALUE = Pattern.compile("'((?:[^'\\\\]|\\\\.|'')*)'|(\\w+(?:\\(\\))?)");
    private static final Pattern VARIABLE = Pattern.compile("@@(?:session\\.)?(\\w+)(?:\\s+AS\\s+(\\w+))?");

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, String>> history = new TreeMap<>();
    private volatile String refused = "no such statement";

    void refuse(String beginning) {
        refused = beginning;
    }

    /** Statements that are neither bookkeeping nor a driver's questions. */
    List<String> models() {
        return asked.stream()
                .filter(sql -> !sql.contains("databasechangelog") && !sql.contains("SHOW BACKENDS"))
                .filter(sql -> sql.matches("(?s)(CREATE|ALTER|DROP|REFRESH) .*")
                        && !sql.startsWith("CREATE DATABASE IF NOT EXISTS `_"))
                .toList();
    }

    List<Map<String, String>> history() {
        return List.copyOf(history.values());
    }

    @Override
    public Session open(String user, int connectionId) {
        return new Talk();
    }

    private synchronized Answer answer(String sql) throws ServerError {
        asked.add(sql);
        if (sql.startsWith(refused)) {
            throw new ServerError(1064, "HY000", "Memory of process exceed limit");
        }
        if (sql.contains("@@")) {
            return variables(sql);
        }
        if (sql.startsWith("SHOW BACKENDS")) {
            return rows(List.of("Alive"), List.of(Map.of("Alive", "true")));
        }
        if (sql.startsWith("SELECT * FROM")) {
            List<String> columns = List.of(
                    "CHANGE_KEY",
                    "ID",
                    "AUTHOR",
                    "FILENAME",
                    "DATEEXECUTED",
                    "ORDEREXECUTED",
                    "EXECTYPE",
                    "MD5SUM",
                    "DESCRIPTION",
                    "COMMENTS",
                    "TAG",
                    "LIQUIBASE",
                    "CONTEXTS",
                    "LABELS",
                    "DEPLOYMENT_ID");
            List<Map<String, String>> rows = new ArrayList<>(history.values());
            rows.sort(
                    java.util.Comparator.comparingInt(row -> Integer.parseInt(row.getOrDefault("ORDEREXECUTED", "0"))));
            return rows(columns, rows);
        }
        if (sql.startsWith("SELECT")) {
            return rows(List.of("answer"), List.of(Map.of("answer", "root@127.0.0.1")));
        }
        Matcher insert = INSERT.matcher(sql);
        if (insert.matches()) {
            insert(insert.group(1), insert.group(2));
        }
        Matcher key = KEY.matcher(sql);
        if (sql.startsWith("DELETE") && key.find()) {
            history.remove(key.group(1));
        }
        if (sql.startsWith("UPDATE") && key.find()) {
            Matcher tag = Pattern.compile("TAG`? = '(\\w+)'").matcher(sql);
            if (tag.find()) {
                Objects.requireNonNull(history.get(key.group(1))).put("TAG", tag.group(1));
            }
        }
        return Answer.Done.OK;
    }

    private void insert(String columns, String values) {
        String[] names = columns.replace("`", "").split(", *");
        Map<String, String> row = new TreeMap<>();
        Matcher value = VALUE.matcher(values);
        for (String name : names) {
            if (value.find() && !"NULL".equals(value.group(2))) {
                row.put(name, value.group(1) == null ? value.group(2) : value.group(1));
            }
        }
        row.put("DATEEXECUTED", "2026-11-21 12:00:00");
        history.put(row.get("CHANGE_KEY"), row);
    }

    private static Answer variables(String sql) {
        Map<String, String> row = new java.util.LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(sql);
        while (variable.find()) {
            String name = variable.group(1).toLowerCase(Locale.ROOT);
            row.put(
                    variable.group(2) == null ? name : variable.group(2),
                    switch (name) {
                        case "auto_increment_increment", "autocommit" -> "1";
                        case "character_set_client",
                                "character_set_connection",
                                "character_set_results",
                                "character_set_server" -> "utf8";
                        case "collation_server", "collation_connection" -> "utf8_general_ci";
                        case "max_allowed_packet" -> "67108864";
                        case "system_time_zone", "time_zone" -> "UTC";
                        case "transaction_isolation" -> "REPEATABLE-READ";
                        case "sql_mode", "license", "init_connect" -> "";
                        default -> "0";
                    });
        }
        return rows(List.copyOf(row.keySet()), List.of(row));
    }

    private static Answer rows(List<String> columns, List<Map<String, String>> rows) {
        List<ResultColumn> header = columns.stream()
                .map(name -> new ResultColumn(
                        name, name.equals("ORDEREXECUTED") ? DataType.of(DataType.Kind.INT) : DataType.string(), true))
                .toList();
        var left = new ArrayList<>(rows);
        return new Answer.Rows(header, new Answer.RowSource() {
            @Override
            public @Nullable String @Nullable [] next() {
                if (left.isEmpty()) {
                    return null;
                }
                Map<String, String> row = left.remove(0);
                return columns.stream().map(row::get).toArray(String[]::new);
            }

            @Override
            public void close() {}
        });
    }

    private final class Talk implements Session {
        @Override
        public List<String> split(String text) {
            return SqlParser.split(text);
        }

        @Override
        public Answer execute(String statement) throws ServerError {
            return answer(statement.strip().replaceAll("^/\\*.*?\\*/", ""));
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
}
