// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.SessionStatement.Describe;
import dev.orrery.models.sql.tree.SessionStatement.Show;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers SHOW and DESC. */
public final class Shows {
    private static final Pattern FRONTEND_CONFIG =
            Pattern.compile("ADMIN SHOW FRONTEND CONFIG(?: LIKE ['\"](.*)['\"])?", Pattern.CASE_INSENSITIVE);

    /** Statements about what an embedded server never has: their header, and no row. */
    private static final Map<String, List<String>> EMPTY = Map.ofEntries(
            Map.entry("WARNINGS", List.of("Level", "Code", "Message")),
            Map.entry("ERRORS", List.of("Level", "Code", "Message")),
            Map.entry("STATUS", List.of("Variable_name", "Value")),
            Map.entry("GLOBAL STATUS", List.of("Variable_name", "Value")),
            Map.entry("SESSION STATUS", List.of("Variable_name", "Value")),
            Map.entry(
                    "PLUGINS",
                    List.of(
                            "Name",
                            "Type",
                            "Description",
                            "Version",
                            "JavaVersion",
                            "ClassName",
                            "SoName",
                            "Sources",
                            "Status",
                            "Properties")),
            Map.entry("PRIVILEGES", List.of("Privilege", "Context", "Comment")),
            Map.entry("TRIGGERS", List.of("Trigger", "Event", "Table", "Statement", "Timing", "Created", "sql_mode")),
            Map.entry("EVENTS", List.of("Db", "Name", "Definer", "Time", "Type", "Status")),
            Map.entry("PROCEDURE STATUS", List.of("Db", "Name", "Type", "Definer", "Modified", "Created", "Comment")),
            Map.entry("FUNCTION STATUS", List.of("Db", "Name", "Type", "Definer", "Modified", "Created", "Comment")),
            Map.entry("OPEN TABLES", List.of("Database", "Table", "In_use", "Name_locked")),
            Map.entry("TEMPORARY TABLES", List.of("Tables_in_database")),
            Map.entry(
                    "FUNCTIONS",
                    List.of("Signature", "Return Type", "Function Type", "Intermediate Type", "Properties")),
            Map.entry(
                    "GLOBAL FUNCTIONS",
                    List.of("Signature", "Return Type", "Function Type", "Intermediate Type", "Properties")),
            Map.entry("BROKER", List.of("Name", "IP", "Port", "Alive", "LastStartTime", "LastUpdateTime", "ErrMsg")),
            Map.entry(
                    "REPOSITORIES",
                    List.of("RepoId", "RepoName", "CreateTime", "IsReadOnly", "Location", "Broker", "ErrMsg")),
            Map.entry("RESOURCES", List.of("Name", "ResourceType", "Key", "Value")),
            Map.entry("STORAGE VOLUMES", List.of("Storage Volume")),
            Map.entry("DELETE", List.of("TableName", "PartitionName", "CreateTime", "DeleteCondition", "State")),
            Map.entry("PROFILELIST", List.of("QueryId", "StartTime", "Time", "State", "Statement")));

    private final ServerState state;

    public Shows(ServerState state) {
        this.state = state;
    }

    /**
     * @throws ServerError as StarRocks gives it for what does not exist; 1064 for a SHOW that the embedded server does not
     *     answer
     */
    public Relation show(Show statement, Viewer viewer) throws ServerError {
        String likeColumn = statement.what().equals("MATERIALIZED VIEWS") ? "name" : "";
        return new RowFilter(statement).apply(all(statement, viewer), likeColumn);
    }

    /** A SHOW that is kept as text: GRANTS FOR, AUTHENTICATION; empty for others. */
    public Optional<Relation> administrative(String text, Viewer viewer) throws ServerError {
        String words = text.strip();
        String upper = words.toUpperCase(Locale.ROOT);
        ServerShows server = new ServerShows(state, viewer);
        if (upper.startsWith("SHOW GRANTS FOR ")) {
            return Optional.of(server.grantsFor(words.substring("SHOW GRANTS FOR ".length())));
        }
        Matcher config = FRONTEND_CONFIG.matcher(words);
        if (config.matches()) {
            return Optional.of(server.frontendConfig(Optional.ofNullable(config.group(1))));
        }
        boolean authentication = upper.startsWith("SHOW AUTHENTICATION") || upper.startsWith("SHOW ALL AUTHENTICATION");
        return authentication ? Optional.of(server.authentication()) : Optional.empty();
    }

    /** DESC. */
    public Relation describe(Describe statement, Viewer viewer) throws ServerError {
        ModelName name = name(statement.table(), Optional.empty(), viewer);
        if (InformationSchema.isSystem(name.database())) {
            List<Column> columns = InformationSchema.columns(name)
                    .orElseThrow(() -> unknownTable(statement.table().last().text()));
            return TableShows.describeSystem(columns);
        }
        return TableShows.describe(entry(name));
    }

    private Relation all(Show statement, Viewer viewer) throws ServerError {
        if (statement.object().isPresent()) {
            return about(statement, statement.object().get(), viewer);
        }
        ServerShows server = new ServerShows(state, viewer);
        return switch (statement.what()) {
            case "DATABASES" -> server.databases();
            case "CATALOGS" -> server.catalogs();
            case "VARIABLES", "SESSION VARIABLES", "LOCAL VARIABLES", "VERBOSE VARIABLES" -> server.variables();
            case "GLOBAL VARIABLES" -> server.globalVariables();
            case "PROCESSLIST" -> server.processList();
            case "GRANTS" -> server.grants();
            case "USERS" -> server.users();
            case "FRONTENDS" -> server.frontends();
            case "BACKENDS" -> server.backends();
            case "TABLES" -> server.tables(database(statement, viewer), statement.full());
            case "TABLE STATUS" -> server.tableStatus(database(statement, viewer));
            case "DATA" -> server.data(database(statement, viewer));
            case "MATERIALIZED VIEWS" -> server.materializedViews(database(statement, viewer));
            case "ALTER TABLE COLUMN", "ALTER TABLE OPTIMIZE", "ALTER TABLE ROLLUP", "ALTER MATERIALIZED VIEW" ->
                AlterShows.of(statement.what(), state, database(statement, viewer));
            default -> fixed(statement);
        };
    }

    private Relation fixed(Show statement) throws ServerError {
        return switch (statement.what()) {
            case "ENGINES" -> {
                RelationBuilder rows =
                        RelationBuilder.ofText("Engine", "Support", "Comment", "Transactions", "XA", "Savepoints");
                FixedRows.engines(rows);
                yield rows.build();
            }
            case "CHARACTER SET" ->
                RelationBuilder.ofText("Charset", "Description", "Default collation", "Maxlen")
                        .row("utf8", "UTF-8 Unicode", "utf8_general_ci", "3")
                        .build();
            case "COLLATION" -> {
                RelationBuilder rows =
                        RelationBuilder.ofText("Collation", "Charset", "Id", "Default", "Compiled", "Sortlen");
                FixedRows.collations(rows);
                yield rows.build();
            }
            case "ROLES" -> {
                RelationBuilder rows = RelationBuilder.ofText("Name", "Builtin", "Comment");
                FixedRows.roles(rows);
                state.roles().forEach(role -> rows.row(role.name(), "false", role.comment()));
                yield rows.build();
            }
            case "WAREHOUSES" -> throw new ServerError(5907, "42000", "unsupported statement in shared_nothing mode");
            default -> empty(statement.what());
        };
    }

    private static Relation empty(String what) throws ServerError {
        List<String> header = EMPTY.get(what);
        if (header == null) {
            throw ServerError.analyzing("The embedded server does not answer 'SHOW " + what + "'");
        }
        return RelationBuilder.ofText(header.toArray(new String[0])).build();
    }

    private Relation about(Show statement, Name object, Viewer viewer) throws ServerError {
        if (statement.what().equals("CREATE DATABASE")) {
            String database = known(object.last().text());
            return RelationBuilder.ofText("Database", "Create Database")
                    .row(database, "CREATE DATABASE `" + database + "`")
                    .build();
        }
        ModelName name = name(object, statement.database(), viewer);
        if (InformationSchema.isSystem(name.database()) && statement.what().equals("COLUMNS")) {
            List<Column> columns = InformationSchema.columns(name).orElseThrow(() -> unknownTable(name.toString()));
            return TableShows.describeSystem(columns);
        }
        CatalogEntry entry = entry(name);
        return switch (statement.what()) {
            case "COLUMNS" -> statement.full() ? TableShows.fullColumns(entry) : TableShows.columns(entry);
            case "INDEX" -> TableShows.indexes(entry);
            case "PARTITIONS" -> TableShows.partitions(entry, state);
            case "CREATE TABLE", "CREATE VIEW", "CREATE MATERIALIZED VIEW" -> TableShows.create(entry);
            default ->
                throw ServerError.analyzing("The embedded server does not answer 'SHOW " + statement.what() + "'");
        };
    }

    /** The database that a SHOW names, or the viewer's. */
    private String database(Show statement, Viewer viewer) throws ServerError {
        Optional<String> named = statement.database().map(name -> name.last().text());
        Optional<String> database = named.or(viewer::database);
        if (database.isEmpty()) {
            throw noDatabase();
        }
        return known(database.get());
    }

    private String known(String database) throws ServerError {
        boolean exists = InformationSchema.isSystem(database)
                || state.databases().stream().anyMatch(entry -> entry.name().equals(database));
        if (!exists) {
            throw new ServerError(
                    5501, "3F000", "Getting analyzing error. Detail message: Unknown database '" + database + "'.");
        }
        return database;
    }

    private ModelName name(Name written, Optional<Name> database, Viewer viewer) throws ServerError {
        List<Identifier> parts = written.parts();
        Optional<String> qualifier =
                parts.size() > 1 ? Optional.of(parts.get(parts.size() - 2).text()) : Optional.empty();
        Optional<String> in =
                database.map(name -> name.last().text()).or(() -> qualifier).or(viewer::database);
        if (in.isEmpty()) {
            throw noDatabase();
        }
        return new ModelName(known(in.get()), written.last().text());
    }

    private CatalogEntry entry(ModelName name) throws ServerError {
        return state.entry(name).orElseThrow(() -> unknownTable(name.name()));
    }

    private static ServerError unknownTable(String name) {
        return new ServerError(5502, "42602", "Getting analyzing error. Detail message: Unknown table '" + name + "'.");
    }

    private static ServerError noDatabase() {
        return new ServerError(1046, "3D000", "Getting analyzing error. Detail message: No database selected.");
    }
}
