// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Statement;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The catalog as rows of schema {@code _orrery}. Statements are kept as text, which outlives changes of the tree. */
final class CatalogStore {
    private static final String TABLE = "TABLE";
    private static final String VIEW = "VIEW";
    private static final String MATERIALIZED_VIEW = "MV";

    private record MvState(boolean active, String reason, Map<Long, Long> baseVersions, Map<Long, String> places) {}

    private CatalogStore() {}

    static CatalogState load(Connection connection) throws SQLException {
        CatalogState state = CatalogState.empty();
        for (Database database : Jdbc.query(
                connection,
                row -> new Database(row.getLong(1), row.getString(2), time(row, 3)),
                "SELECT id, name, created FROM _orrery.database")) {
            state = state.with(database);
        }
        Map<Long, MvState> states = new HashMap<>();
        Jdbc.query(
                connection,
                row -> states.put(
                        row.getLong(1),
                        new MvState(
                                row.getBoolean(2),
                                row.getString(3),
                                versions(row.getString(4)),
                                places(row.getString(4)))),
                "SELECT object_id, active, reason, base_versions FROM _orrery.mv");
        for (CatalogChange change : Jdbc.query(
                connection,
                row -> read(row, states),
                "SELECT id, kind, database, name, statement, query_text, columns, reads, created FROM _orrery.object"
                        + " ORDER BY id")) {
            state = change.apply(state);
        }
        return state;
    }

    private interface CatalogChange {
        CatalogState apply(CatalogState state);
    }

    private static CatalogChange read(ResultSet row, Map<Long, MvState> states) throws SQLException {
        long id = row.getLong("id");
        ModelName name = new ModelName(row.getString("database"), row.getString("name"));
        String text = row.getString("statement");
        LocalDateTime created = time(row, 9);
        String kind = row.getString("kind");
        if (kind.equals(TABLE)) {
            StoredTable table = StoredTable.of(id, name, StatementText.table(text), created);
            return state -> state.with(table);
        }
        String query = row.getString("query_text");
        var columns = ColumnList.parse(row.getString("columns"));
        Set<ModelName> reads = names(row.getString("reads"));
        if (kind.equals(VIEW)) {
            StoredView view = new StoredView(id, name, StatementText.view(text), query, columns, reads, created);
            return state -> state.with(view);
        }
        CreateMaterializedView statement = StatementText.materializedView(text);
        MvState mv = states.getOrDefault(id, new MvState(true, "", Map.of(), Map.of()));
        StoredMaterializedView view = new StoredMaterializedView(
                id, name, statement, query, columns, reads, created, mv.active, mv.reason, mv.baseVersions, mv.places);
        return state -> state.with(view);
    }

    static void save(Connection connection, Database database) throws SQLException {
        Jdbc.run(
                connection,
                "INSERT INTO _orrery.database VALUES (?, ?, ?)",
                database.id(),
                database.name(),
                database.created());
    }

    static void save(Connection connection, StoredTable table) throws SQLException {
        saveObject(connection, table.id(), TABLE, table.name(), table.statement(), "", "", Set.of(), table.created());
    }

    static void save(Connection connection, StoredView view) throws SQLException {
        saveObject(
                connection,
                view.id(),
                VIEW,
                view.name(),
                view.statement(),
                view.queryText(),
                ColumnList.print(view.columns()),
                view.reads(),
                view.created());
    }

    static void save(Connection connection, StoredMaterializedView view) throws SQLException {
        saveObject(
                connection,
                view.id(),
                MATERIALIZED_VIEW,
                view.name(),
                view.statement(),
                view.queryText(),
                ColumnList.print(view.columns()),
                view.reads(),
                view.created());
        Jdbc.run(connection, "DELETE FROM _orrery.mv WHERE object_id = ?", view.id());
        String versions = new TreeMap<>(view.baseVersions())
                .entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue() + place(view, e.getKey()))
                        .collect(Collectors.joining(","));
        Jdbc.run(
                connection,
                "INSERT INTO _orrery.mv VALUES (?, ?, ?, ?)",
                view.id(),
                view.active(),
                view.inactiveReason(),
                versions);
    }

    /** Everything about an object but its rows. */
    static void delete(Connection connection, long id) throws SQLException {
        for (String table : new String[] {"partition", "auto_increment", "mv"}) {
            Jdbc.run(connection, "DELETE FROM _orrery." + table + " WHERE object_id = ?", id);
        }
        Jdbc.run(connection, "DELETE FROM _orrery.object WHERE id = ?", id);
    }

    @SuppressWarnings("TooManyParameters")
    private static void saveObject(
            Connection connection,
            long id,
            String kind,
            ModelName name,
            Statement statement,
            String queryText,
            String columns,
            Set<ModelName> reads,
            LocalDateTime created)
            throws SQLException {
        Jdbc.run(connection, "DELETE FROM _orrery.object WHERE id = ?", id);
        Jdbc.run(
                connection,
                "INSERT INTO _orrery.object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                kind,
                name.database(),
                name.name(),
                StatementText.print(statement),
                queryText,
                columns,
                reads.stream().sorted().map(ModelName::toString).collect(Collectors.joining("\n")),
                created);
    }

    private static Set<ModelName> names(String lines) {
        return lines.lines().map(ModelName::parse).collect(Collectors.toUnmodifiableSet());
    }

    private static String place(StoredMaterializedView view, long partition) {
        String code = view.places().get(partition);
        return code == null ? "" : ":" + URLEncoder.encode(code, StandardCharsets.UTF_8);
    }

    /** {@code id:version} or {@code id:version:place}, commas between. */
    private static Map<Long, Long> versions(String text) {
        Map<Long, Long> result = new HashMap<>();
        for (String[] entry : entries(text)) {
            result.put(Long.valueOf(entry[0]), Long.valueOf(entry[1]));
        }
        return result;
    }

    private static Map<Long, String> places(String text) {
        Map<Long, String> result = new HashMap<>();
        for (String[] entry : entries(text)) {
            if (entry.length == 3) {
                result.put(Long.valueOf(entry[0]), URLDecoder.decode(entry[2], StandardCharsets.UTF_8));
            }
        }
        return result;
    }

    private static List<String[]> entries(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(e -> e.split(":", 3)).toList();
    }

    static LocalDateTime time(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toLocalDateTime();
    }
}
