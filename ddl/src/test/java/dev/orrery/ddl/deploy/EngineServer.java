// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.engine.StoredView;
import dev.orrery.embedded.refresh.Refreshes;
import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.PasswordHash;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import dev.orrery.embedded.statement.ServerQuestions;
import dev.orrery.embedded.statement.Sessions;
import dev.orrery.embedded.wire.MySqlServer;
import dev.orrery.embedded.wire.WireSettings;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.TypeText;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The embedded engine behind its MySQL protocol, with as much metadata as a deployment asks for; it can refuse a statement. */
final class EngineServer implements AutoCloseable {
    private final Engine engine;
    private final Refreshes refreshes;
    private final MySqlServer server;
    final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Pattern refused = Pattern.compile("no such statement");
    private final AtomicInteger passing = new AtomicInteger();

    EngineServer() throws Exception {
        engine = Engine.open(Optional.empty(), Clock.systemUTC());
        refreshes = new Refreshes(engine, Sessions.viewQueries(engine));
        Sessions sessions = new Sessions(engine, refreshes, new Questions());
        server = MySqlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                (user, id) -> new Watched(sessions.open(user, id)),
                Accounts.of("root", PasswordHash.none()),
                new Connections(Clock.systemUTC()),
                WireSettings.DEFAULT);
    }

    ServerAddress address() {
        return ServerAddress.of("127.0.0.1", server.port(), "root", Password.none());
    }

    /** From now on, a statement that begins so fails. */
    void refuse(String beginning) {
        refuse(Pattern.compile(Pattern.quote(beginning) + ".*", Pattern.DOTALL), 0);
    }

    /** The same, after some have passed. */
    void refuse(Pattern statement, int passed) {
        passing.set(passed);
        refused = statement;
    }

    @Override
    public void close() {
        server.close();
        refreshes.close();
        engine.close();
    }

    private final class Watched implements Session {
        private final Session inner;

        Watched(Session inner) {
            this.inner = inner;
        }

        @Override
        public List<String> split(String text) throws ServerError {
            return inner.split(text);
        }

        @Override
        public Answer execute(String statement) throws ServerError {
            String sql = statement.strip();
            asked.add(sql);
            if (refused.matcher(sql).matches() && passing.getAndDecrement() <= 0) {
                throw new ServerError(1064, "HY000", "Memory of process exceed limit");
            }
            return inner.execute(statement);
        }

        @Override
        public void use(String database) throws ServerError {
            inner.use(database);
        }

        @Override
        public Optional<String> database() {
            return inner.database();
        }

        @Override
        public List<ResultColumn> describe(String statement) throws ServerError {
            return inner.describe(statement);
        }

        @Override
        public boolean inTransaction() {
            return inner.inTransaction();
        }

        @Override
        public void cancel() {
            // Every client has gone before this server is stopped.
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private final class Questions implements ServerQuestions {
        private static final Map<String, String> VARIABLES = Map.of(
                "auto_increment_increment", "1",
                "autocommit", "1",
                "max_allowed_packet", "67108864",
                "system_time_zone", "UTC",
                "time_zone", "UTC",
                "transaction_isolation", "REPEATABLE-READ",
                "version_comment", "4.1.0-test",
                "collation_connection", "utf8_general_ci",
                "collation_server", "utf8_general_ci",
                "sql_mode", "");

        @Override
        public Optional<Rows> systemTable(ModelName name, Asker asker) {
            return switch (name.name().toLowerCase(Locale.ROOT)) {
                case "schemata" -> table("SCHEMA_NAME", schemata());
                case "tables" -> table("TABLE_SCHEMA TABLE_NAME TABLE_TYPE TABLE_COMMENT", tables());
                case "columns" ->
                    table(
                            "TABLE_SCHEMA TABLE_NAME COLUMN_NAME ORDINAL_POSITION COLUMN_TYPE IS_NULLABLE COLUMN_KEY"
                                    + " COLUMN_DEFAULT GENERATION_EXPRESSION COLUMN_COMMENT",
                            columns());
                case "views" -> table("TABLE_SCHEMA TABLE_NAME VIEW_DEFINITION", List.of());
                case "materialized_views" ->
                    table(
                            "TABLE_SCHEMA TABLE_NAME REFRESH_TYPE IS_ACTIVE INACTIVE_REASON TASK_NAME LAST_REFRESH_STATE"
                                    + " LAST_REFRESH_ERROR_MESSAGE TABLE_ROWS MATERIALIZED_VIEW_DEFINITION",
                            materializedViews());
                case "tables_config" ->
                    table(
                            "TABLE_SCHEMA TABLE_NAME TABLE_MODEL PRIMARY_KEY PARTITION_KEY DISTRIBUTE_KEY DISTRIBUTE_TYPE"
                                    + " DISTRIBUTE_BUCKET SORT_KEY PROPERTIES",
                            List.of());
                default -> Optional.empty();
            };
        }

        private List<@Nullable String[]> schemata() {
            return engine.catalog().databases().stream()
                    .map(database -> new @Nullable String[] {database.name()})
                    .toList();
        }

        private List<@Nullable String[]> tables() {
            List<@Nullable String[]> rows = new ArrayList<>();
            for (StoredTable table : engine.catalog().tables()) {
                rows.add(row(table.name(), "BASE TABLE", table.comment().orElse("")));
            }
            engine.catalog().views().forEach(view -> rows.add(row(view.name(), "VIEW", "")));
            engine.catalog().materializedViews().forEach(view -> rows.add(row(view.name(), "VIEW", "")));
            return rows;
        }

        private List<@Nullable String[]> columns() {
            List<@Nullable String[]> rows = new ArrayList<>();
            for (StoredTable table : engine.catalog().tables()) {
                columns(
                        rows,
                        table.name(),
                        table.columns().stream().map(StoredColumn::asColumn).toList());
            }
            engine.catalog().views().forEach(view -> columns(rows, view.name(), view.columns()));
            engine.catalog().materializedViews().forEach(view -> columns(rows, view.name(), view.columns()));
            return rows;
        }

        private void columns(List<@Nullable String[]> rows, ModelName name, List<Column> columns) {
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                rows.add(row(
                        name,
                        column.name(),
                        Integer.toString(i + 1),
                        TypeText.columnType(column.type()),
                        column.nullable() ? "YES" : "NO",
                        "",
                        null,
                        "",
                        column.comment().orElse("")));
            }
        }

        private List<@Nullable String[]> materializedViews() {
            List<@Nullable String[]> rows = new ArrayList<>();
            for (StoredMaterializedView view : engine.catalog().materializedViews()) {
                rows.add(row(
                        view.name(),
                        "MANUAL",
                        Boolean.toString(view.active()),
                        view.inactiveReason(),
                        view.taskName(),
                        "",
                        "",
                        "0",
                        SqlPrinter.print(view.statement())));
            }
            return rows;
        }

        private @Nullable String[] row(ModelName name, @Nullable String... rest) {
            @Nullable String[] row = new @Nullable String[rest.length + 2];
            row[0] = name.database();
            row[1] = name.name();
            System.arraycopy(rest, 0, row, 2, rest.length);
            return row;
        }

        private Optional<Rows> table(String columns, List<@Nullable String[]> rows) {
            return Optional.of(new Rows(
                    Arrays.stream(columns.split(" "))
                            .map(name -> new Column(
                                    name,
                                    name.equals("ORDINAL_POSITION") || name.equals("TABLE_ROWS")
                                            ? DataType.of(DataType.Kind.BIGINT)
                                            : DataType.string(),
                                    true,
                                    Optional.empty()))
                            .toList(),
                    rows));
        }

        @Override
        public Answer show(SessionStatement.Show statement, Asker asker) throws ServerError {
            if (statement.what().equals("BACKENDS")) {
                return rows(List.of("Alive"), List.<@Nullable String[]>of(new @Nullable String[] {"true"}));
            }
            if (!statement.what().equals("CREATE TABLE")) {
                throw ServerError.analyzing("no SHOW " + statement.what());
            }
            ModelName name = ModelName.parse(statement.object().orElseThrow().toString());
            Optional<String> text = engine.catalog()
                    .table(name)
                    .map(table -> SqlPrinter.print(table.statement()))
                    .or(() -> engine.catalog()
                            .view(name)
                            .map(StoredView::statement)
                            .map(SqlPrinter::print))
                    .or(() -> engine.catalog()
                            .materializedView(name)
                            .map(StoredMaterializedView::statement)
                            .map(SqlPrinter::print));
            if (text.isEmpty()) {
                throw new ServerError(5502, "42602", "Unknown table '" + name + "'");
            }
            return rows(
                    List.of("Table", "Create Table"),
                    List.<@Nullable String[]>of(new @Nullable String[] {name.name(), text.get()}));
        }

        private Answer rows(List<String> columns, List<@Nullable String[]> rows) {
            Iterator<@Nullable String[]> left = rows.iterator();
            return new Answer.Rows(
                    columns.stream()
                            .map(name -> new ResultColumn(name, DataType.string(), true))
                            .toList(),
                    new Answer.RowSource() {
                        @Override
                        public @Nullable String @Nullable [] next() {
                            return left.hasNext() ? left.next() : null;
                        }

                        @Override
                        public void close() {}
                    });
        }

        @Override
        public Answer describe(SessionStatement.Describe statement, Asker asker) {
            return Answer.Done.OK;
        }

        @Override
        public void kill(SessionStatement.Kill statement, Asker asker) {}

        @Override
        public Optional<String> variable(String name) {
            return Optional.of(VARIABLES.getOrDefault(name.toLowerCase(Locale.ROOT), "0"));
        }
    }
}
