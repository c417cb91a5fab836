// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.metadata.CatalogEntry.MaterializedView;
import dev.orrery.embedded.metadata.CatalogEntry.TableColumn;
import dev.orrery.embedded.metadata.CatalogEntry.View;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.type.TypeText;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tables of information_schema and sys: every one that a StarRocks 4.1 front end has, with its columns and types. Those that
 * tell of things which the embedded server does not have, such as tablets and routine loads, are empty.
 */
public final class InformationSchema {
    static final String NAME = "information_schema";
    static final String SYS = "sys";
    private static final String CATALOG = "def";
    private static final String CHARSET = "utf8";
    private static final String COLLATION = "utf8_general_ci";

    private final SortedMap<String, Source> sources = new TreeMap<>();

    public InformationSchema() {
        sources.put("tables", this::tables);
        sources.put("columns", this::columns);
        sources.put("schemata", this::schemata);
        sources.put("views", this::views);
        sources.put("materialized_views", (state, viewer, rows) -> MaterializedViewRows.fill(state, rows));
        sources.put("tables_config", (state, viewer, rows) -> ConfigRows.tables(state, rows));
        sources.put("partitions_meta", (state, viewer, rows) -> ConfigRows.partitions(state, rows));
        sources.put("tasks", (state, viewer, rows) -> MaterializedViewRows.tasks(state, rows));
        sources.put("task_runs", (state, viewer, rows) -> MaterializedViewRows.runs(state, rows));
        sources.put("engines", (state, viewer, rows) -> FixedRows.engines(rows));
        sources.put("character_sets", (state, viewer, rows) -> FixedRows.characterSets(rows));
        sources.put("collations", (state, viewer, rows) -> FixedRows.collations(rows));
        sources.put("table_privileges", (state, viewer, rows) -> {});
        sources.put("sys.grants_to_roles", (state, viewer, rows) -> GrantRows.toRoles(state, rows));
        sources.put("sys.grants_to_users", (state, viewer, rows) -> GrantRows.toUsers(state, rows));
        sources.put(
                "session_variables", (state, viewer, rows) -> variables(SystemVariables.with(viewer.changed()), rows));
        sources.put("global_variables", (state, viewer, rows) -> variables(SystemVariables.all(), rows));
        sources.put("verbose_session_variables", InformationSchema::verboseVariables);
    }

    /** How one table is filled. */
    private interface Source {
        void fill(ServerState state, Viewer viewer, RelationBuilder rows) throws ServerError;
    }

    /** Whether a database is one of the two that the server makes up. */
    public static boolean isSystem(String database) {
        return database.equalsIgnoreCase(NAME) || database.equalsIgnoreCase(SYS);
    }

    /** The columns of a table; empty when there is no such table. Names have no case. */
    public static Optional<List<Column>> columns(ModelName name) {
        return SystemTables.find(name).map(SystemTables.Definition::columns);
    }

    /** The names of the tables of one of the two databases. */
    public static List<String> tables(String database) {
        return SystemTables.all().stream()
                .map(SystemTables.Definition::name)
                .filter(name -> name.database().equalsIgnoreCase(database))
                .map(ModelName::name)
                .toList();
    }

    /**
     * What a table holds now.
     *
     * @throws ServerError 5502 when there is no such table
     */
    public Relation read(ModelName name, ServerState state, Viewer viewer) throws ServerError {
        SystemTables.Definition definition = SystemTables.find(name)
                .orElseThrow(() -> new ServerError(
                        5502, "42602", "Getting analyzing error. Detail message: Unknown table '" + name + "'."));
        RelationBuilder rows = new RelationBuilder(definition.columns());
        Source source = definition.name().database().equals(NAME)
                ? sources.get(definition.name().name())
                : sources.get(definition.name().toString());
        if (source != null) {
            source.fill(state, viewer, rows);
        }
        return rows.build();
    }

    private void tables(ServerState state, Viewer viewer, RelationBuilder rows) throws ServerError {
        for (SystemTables.Definition table : SystemTables.all()) {
            rows.row()
                    .put("TABLE_CATALOG", CATALOG)
                    .put("TABLE_SCHEMA", table.name().database())
                    .put("TABLE_NAME", table.name().name())
                    .put("TABLE_TYPE", "SYSTEM VIEW")
                    .put("ENGINE", "MEMORY")
                    .put("CREATE_TIME", state.started())
                    .put("TABLE_COLLATION", COLLATION)
                    .put("TABLE_COMMENT", "");
        }
        Map<Long, Long> rowCounts = state.rowCounts();
        Map<Long, LocalDateTime> lastChanges = state.lastChanges();
        for (CatalogEntry entry : state.entries()) {
            boolean stored = entry.match(table -> true, view -> false, view -> true);
            String type = entry.match(table -> "BASE TABLE", view -> "VIEW", view -> "VIEW");
            rows.row()
                    .put("TABLE_CATALOG", CATALOG)
                    .put("TABLE_SCHEMA", entry.name().database())
                    .put("TABLE_NAME", entry.name().name())
                    .put("TABLE_TYPE", type)
                    .put("CREATE_TIME", entry.created())
                    .put("TABLE_COLLATION", COLLATION)
                    .put("TABLE_COMMENT", comment(entry));
            if (stored) {
                rows.put("ENGINE", "StarRocks")
                        .put("TABLE_ROWS", rowCounts.getOrDefault(entry.id(), 0L))
                        .put("AVG_ROW_LENGTH", 0)
                        .put("DATA_LENGTH", 0)
                        .put("UPDATE_TIME", later(entry.created(), lastChanges.get(entry.id())));
            }
        }
    }

    static String comment(CatalogEntry entry) {
        return entry.match(
                        table -> table.statement().comment(),
                        view -> view.statement().comment(),
                        view -> view.statement().comment())
                .orElse("");
    }

    private void columns(ServerState state, Viewer viewer, RelationBuilder rows) {
        for (SystemTables.Definition table : SystemTables.all()) {
            readerColumns(table.name(), table.columns(), rows);
        }
        for (CatalogEntry entry : state.entries()) {
            entry.match(
                    table -> {
                        tableColumns(table, rows);
                        return "";
                    },
                    view -> {
                        readerColumns(view.name(), view.columns(), rows);
                        return "";
                    },
                    view -> {
                        readerColumns(view.name(), view.columns(), rows);
                        return "";
                    });
        }
    }

    private static void tableColumns(CatalogEntry.Table table, RelationBuilder rows) {
        String keyMark = new TableFacts(table).keyMark();
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            TableColumn stored = table.tableColumns().get(i);
            column(table.name(), columns.get(i), i + 1, rows);
            rows.put("COLUMN_KEY", stored.key() ? keyMark : "")
                    .put("COLUMN_DEFAULT", TableFacts.defaultText(stored.definition()))
                    .put(
                            "GENERATION_EXPRESSION",
                            stored.definition()
                                    .generated()
                                    .map(SqlPrinter::print)
                                    .orElse(null));
        }
    }

    private static void readerColumns(ModelName table, List<Column> columns, RelationBuilder rows) {
        for (int i = 0; i < columns.size(); i++) {
            column(table, columns.get(i), i + 1, rows);
        }
    }

    private static void column(ModelName table, Column column, int position, RelationBuilder rows) {
        ColumnMeasure measure = ColumnMeasure.of(column.type());
        rows.row()
                .put("TABLE_CATALOG", CATALOG)
                .put("TABLE_SCHEMA", table.database())
                .put("TABLE_NAME", table.name())
                .put("COLUMN_NAME", column.name())
                .put("ORDINAL_POSITION", position)
                .put("IS_NULLABLE", column.nullable() ? "YES" : "NO")
                .put("DATA_TYPE", TypeText.dataType(column.type()))
                .put("COLUMN_TYPE", TypeText.columnType(column.type()))
                .put("COLUMN_KEY", "")
                .put("EXTRA", "")
                .put("PRIVILEGES", "")
                .put("COLUMN_COMMENT", column.comment().orElse(""))
                .put("COLUMN_SIZE", text(measure.size()))
                .put("DECIMAL_DIGITS", text(measure.digits()));
        if (measure.text()) {
            rows.put("CHARACTER_MAXIMUM_LENGTH", text(measure.size()))
                    .put("CHARACTER_OCTET_LENGTH", text(measure.size().map(length -> length * 4)));
        } else if (measure.digits().isPresent()) {
            rows.put("NUMERIC_PRECISION", text(measure.size())).put("NUMERIC_SCALE", text(measure.digits()));
        }
    }

    private static @Nullable String text(Optional<Long> number) {
        return number.map(String::valueOf).orElse(null);
    }

    private void schemata(ServerState state, Viewer viewer, RelationBuilder rows) {
        for (String name : databases(state)) {
            rows.row()
                    .put("CATALOG_NAME", CATALOG)
                    .put("SCHEMA_NAME", name)
                    .put("DEFAULT_CHARACTER_SET_NAME", CHARSET)
                    .put("DEFAULT_COLLATION_NAME", COLLATION);
        }
    }

    /** All names, the two system databases among them, sorted. */
    static Collection<String> databases(ServerState state) {
        Collection<String> names = new TreeSet<>(state.showsGrants() ? List.of(NAME, SYS) : List.of(NAME));
        state.databases().forEach(database -> names.add(database.name()));
        return names;
    }

    private void views(ServerState state, Viewer viewer, RelationBuilder rows) {
        for (CatalogEntry entry : state.entries()) {
            Optional<View> found =
                    entry.match(table -> Optional.<View>empty(), Optional::of, InformationSchema::noView);
            found.ifPresent(view -> rows.row()
                    .put("TABLE_CATALOG", CATALOG)
                    .put("TABLE_SCHEMA", view.name().database())
                    .put("TABLE_NAME", view.name().name())
                    .put("VIEW_DEFINITION", view.queryText())
                    .put("CHECK_OPTION", "NONE")
                    .put("IS_UPDATABLE", "NO")
                    .put("DEFINER", "")
                    .put("SECURITY_TYPE", "")
                    .put("CHARACTER_SET_CLIENT", CHARSET)
                    .put("COLLATION_CONNECTION", COLLATION));
        }
    }

    private static Optional<View> noView(MaterializedView view) {
        return Optional.empty();
    }

    private static void variables(Map<String, String> variables, RelationBuilder rows) {
        variables.forEach((name, value) -> rows.row().put("VARIABLE_NAME", name).put("VARIABLE_VALUE", value));
    }

    private static void verboseVariables(ServerState state, Viewer viewer, RelationBuilder rows) {
        SystemVariables.with(viewer.changed()).forEach((name, value) -> {
            String standard = SystemVariables.standard(name).orElse(value);
            rows.row()
                    .put("VARIABLE_NAME", name)
                    .put("VARIABLE_VALUE", value)
                    .put("DEFAULT_VALUE", standard)
                    .put("IS_CHANGED", standard.equals(value) ? "0" : "1");
        });
    }

    private static LocalDateTime later(LocalDateTime made, @Nullable LocalDateTime loaded) {
        return loaded == null || loaded.isBefore(made) ? made : loaded;
    }
}
