// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import dev.orrery.embedded.load.Faults;
import dev.orrery.embedded.load.LoadOptions;
import dev.orrery.embedded.load.LoadServer;
import dev.orrery.embedded.load.rows.LoadColumn;
import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.PasswordHash;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.Session;
import dev.orrery.embedded.wire.MySqlServer;
import dev.orrery.embedded.wire.WireSettings;
import dev.orrery.loader.job.ServerAddress;
import dev.orrery.models.type.DataType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The embedded server's protocols, MySQL and load, over {@link LoadTables}: user root, password "secret". */
final class LoadTestServer implements AutoCloseable {
    final LoadTables tables;
    private final LoadServer load;
    private final MySqlServer mysql;

    LoadTestServer(Path folder) throws SQLException, IOException {
        Clock clock = Clock.systemUTC();
        tables = new LoadTables();
        load = LoadServer.start(
                tables,
                (user, password, table) -> user.equals("root") && password.equals("secret"),
                LoadOptions.local(folder, clock));
        mysql = MySqlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                (user, id) -> new Metadata(),
                Accounts.of("root", PasswordHash.of("secret")),
                new Connections(clock),
                WireSettings.DEFAULT);
    }

    Faults faults() {
        return load.faults();
    }

    String mysqlAddress() {
        return "127.0.0.1:" + mysql.port();
    }

    String httpAddress() {
        return "127.0.0.1:" + load.frontEndPort();
    }

    ServerAddress address() {
        return new ServerAddress(
                List.of(mysqlAddress()), List.of(httpAddress()), "root", "secret", ServerAddress.Tls.OFF);
    }

    @Override
    public void close() throws SQLException {
        mysql.close();
        load.close();
        tables.close();
    }

    /** What the loader and the connector ask over MySQL. */
    private static final class Metadata implements Session {
        private static final Pattern VARIABLE = Pattern.compile("@@(?:session\\.)?(\\w+)(?:\\s+AS\\s+(\\w+))?");
        private static final Map<String, String> VARIABLES = Map.of(
                "auto_increment_increment", "1",
                "character_set_client", "utf8",
                "character_set_results", "utf8",
                "character_set_server", "utf8",
                "collation_server", "utf8_general_ci",
                "lower_case_table_names", "0",
                "max_allowed_packet", "67108864",
                "time_zone", "UTC",
                "transaction_isolation", "REPEATABLE-READ",
                "wait_timeout", "28800");

        @Override
        public List<String> split(String text) {
            return Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }

        @Override
        public Answer execute(String statement) {
            String lower = statement.toLowerCase(Locale.ROOT);
            if (lower.contains("@@")) {
                List<String> names = new ArrayList<>();
                List<@Nullable String> values = new ArrayList<>();
                Matcher matcher = VARIABLE.matcher(statement);
                while (matcher.find()) {
                    names.add(matcher.group(2) == null ? matcher.group() : matcher.group(2));
                    values.add(VARIABLES.getOrDefault(matcher.group(1), "0"));
                }
                return rows(names, List.<@Nullable String[]>of(values.toArray(new @Nullable String[0])));
            }
            if (lower.contains("current_version")) {
                return rows(List.of("ver"), List.<@Nullable String[]>of(new @Nullable String[] {"3.5.5 test"}));
            }
            return lower.contains("information_schema.columns") ? columns() : Answer.Done.OK;
        }

        private static Answer columns() {
            List<@Nullable String[]> rows = new ArrayList<>();
            for (Map.Entry<String, List<LoadColumn>> table : new TreeMap<>(LoadTables.COLUMNS).entrySet()) {
                for (LoadColumn column : table.getValue()) {
                    String type = column.storedAs().equals("VARCHAR") ? "varchar(12)" : column.storedAs();
                    rows.add(new @Nullable String[] {
                        table.getKey(),
                        column.name(),
                        type.toLowerCase(Locale.ROOT),
                        column.key() ? "NO" : "YES",
                        column.key() ? "PRI" : "",
                        ""
                    });
                }
            }
            List<String> names = List.of(
                    "TABLE_NAME", "COLUMN_NAME", "COLUMN_TYPE", "IS_NULLABLE", "COLUMN_KEY", "GENERATION_EXPRESSION");
            return rows(names, rows);
        }

        private static Answer rows(List<String> names, List<@Nullable String[]> rows) {
            List<ResultColumn> columns = names.stream()
                    .map(name -> new ResultColumn(name, DataType.varchar(200), true))
                    .toList();
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
