// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.metadata.ServerState.RoleEntry;
import dev.orrery.embedded.metadata.ServerState.UserEntry;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the SHOWs about the server as a whole, or a whole database, print. */
final class ServerShows {
    private static final String CATALOG_COMMENT = "An internal catalog contains this cluster's self-managed tables.";
    private static final String HOST = "127.0.0.1";

    private final ServerState state;
    private final Viewer viewer;

    ServerShows(ServerState state, Viewer viewer) {
        this.state = state;
        this.viewer = viewer;
    }

    Relation databases() {
        RelationBuilder rows = RelationBuilder.ofText("Database");
        InformationSchema.databases(state).forEach(rows::row);
        return rows.build();
    }

    Relation catalogs() {
        return RelationBuilder.ofText("Catalog", "Type", "Comment")
                .row("default_catalog", "Internal", CATALOG_COMMENT)
                .build();
    }

    /** The one setting of a front end that clients ask for and that has a meaning here. */
    Relation frontendConfig(Optional<String> like) {
        RelationBuilder rows = RelationBuilder.ofText("Key", "AliasNames", "Value", "Type", "IsMutable", "Comment");
        if (RowExpression.like("run_mode", like.orElse("%"))) {
            rows.row("run_mode", "[]", "shared_nothing", "String", "false", "");
        }
        return rows.build();
    }

    Relation variables() {
        RelationBuilder rows = RelationBuilder.ofText("Variable_name", "Value");
        SystemVariables.with(viewer.changed()).forEach((name, value) -> rows.row(name, value));
        return rows.build();
    }

    Relation globalVariables() {
        RelationBuilder rows = RelationBuilder.ofText("Variable_name", "Value");
        SystemVariables.all().forEach((name, value) -> rows.row(name, value));
        return rows.build();
    }

    Relation processList() {
        RelationBuilder rows = RelationBuilder.ofText(
                "ServerName",
                "Id",
                "User",
                "Host",
                "Db",
                "Command",
                "ConnectionStartTime",
                "Time",
                "State",
                "Info",
                "IsPending",
                "Warehouse",
                "CNGroup",
                "Catalog",
                "QueryId");
        for (Connections.Entry entry : state.connections().list()) {
            if (!state.showsConnectionsOf(entry.user())) {
                continue;
            }
            rows.row()
                    .put("ServerName", "embedded")
                    .put("Id", entry.id())
                    .put("User", entry.user())
                    .put("Host", entry.host())
                    .put("Db", entry.database())
                    .put("Command", entry.command())
                    .put("ConnectionStartTime", LocalDateTime.ofInstant(entry.connected(), state.zone()))
                    .put("Time", entry.seconds())
                    .put("State", "OK")
                    .put("Info", entry.statement())
                    .put("IsPending", "false")
                    .put("Warehouse", "default_warehouse")
                    .put("CNGroup", "")
                    .put("Catalog", "default_catalog")
                    .put("QueryId", "");
        }
        return rows.build();
    }

    Relation grants() {
        RelationBuilder rows = RelationBuilder.ofText("UserIdentity", "Catalog", "Grants");
        for (UserEntry user : state.users()) {
            if (user.name().equals(viewer.user())) {
                user.grants().forEach(grant -> rows.row(user.identity(), catalog(grant), grant));
            }
        }
        return rows.build();
    }

    /** Roles belong to no catalog. */
    private static @Nullable String catalog(String grant) {
        return grant.contains(" ON ") ? "default_catalog" : null;
    }

    /**
     * SHOW GRANTS FOR a user or a role.
     *
     * @throws ServerError when there is no such one
     */
    Relation grantsFor(String words) throws ServerError {
        String who = words.replaceAll("['\"`]", "").strip();
        boolean role = who.toUpperCase(Locale.ROOT).startsWith("ROLE ");
        String name = (role ? who.substring(5) : who.replaceFirst("(?i)^USER ", ""))
                .replaceAll("\\s*@.*", "")
                .strip();
        RelationBuilder rows = RelationBuilder.ofText(role ? "RoleName" : "UserIdentity", "Catalog", "Grants");
        boolean found = false;
        for (RoleEntry entry : state.roles()) {
            if (role && entry.name().equals(name)) {
                found = true;
                entry.grants().forEach(grant -> rows.row(entry.name(), catalog(grant), grant));
            }
        }
        for (UserEntry user : state.users()) {
            if (!role && user.name().equals(name)) {
                found = true;
                user.grants().forEach(grant -> rows.row(user.identity(), catalog(grant), grant));
            }
        }
        if (!found) {
            throw ServerError.analyzing("cannot find " + (role ? "role " + name : "user '" + name + "'@'%'") + "!");
        }
        return rows.build();
    }

    Relation authentication() {
        RelationBuilder rows = RelationBuilder.ofText("UserIdentity", "Password", "AuthPlugin", "UserForAuthPlugin");
        for (UserEntry user : state.users()) {
            rows.row(user.identity(), user.password() ? "Yes" : "No", "MYSQL_NATIVE_PASSWORD", null);
        }
        return rows.build();
    }

    Relation users() {
        RelationBuilder rows = RelationBuilder.ofText("User");
        state.users().forEach(user -> rows.row(user.identity()));
        return rows.build();
    }

    Relation frontends() {
        RelationBuilder rows = RelationBuilder.ofText(
                "Id",
                "Name",
                "IP",
                "EditLogPort",
                "HttpPort",
                "QueryPort",
                "RpcPort",
                "Role",
                "ClusterId",
                "Join",
                "Alive",
                "ReplayedJournalId",
                "LastHeartbeat",
                "IsHelper",
                "ErrMsg",
                "StartTime",
                "Version");
        return rows.row()
                .put("Id", 1)
                .put("Name", "embedded")
                .put("IP", HOST)
                .put("EditLogPort", 0)
                .put("HttpPort", state.httpPort())
                .put("QueryPort", state.mysqlPort())
                .put("RpcPort", 0)
                .put("Role", "LEADER")
                .put("ClusterId", 0)
                .put("Join", "true")
                .put("Alive", "true")
                .put("ReplayedJournalId", 0)
                .put("LastHeartbeat", state.started())
                .put("IsHelper", "true")
                .put("ErrMsg", "")
                .put("StartTime", state.started())
                .put("Version", SystemVariables.VERSION_COMMENT)
                .build();
    }

    /** One: loaders ask which back ends are alive. */
    Relation backends() {
        RelationBuilder rows = RelationBuilder.ofText(
                "BackendId",
                "IP",
                "HeartbeatPort",
                "BePort",
                "HttpPort",
                "BrpcPort",
                "LastStartTime",
                "LastHeartbeat",
                "Alive",
                "SystemDecommissioned",
                "ClusterDecommissioned",
                "TabletNum",
                "DataUsedCapacity",
                "AvailCapacity",
                "TotalCapacity",
                "UsedPct",
                "MaxDiskUsedPct",
                "ErrMsg",
                "Version",
                "Status",
                "DataTotalCapacity",
                "DataUsedPct",
                "CpuCores",
                "MemLimit",
                "NumRunningQueries",
                "MemUsedPct",
                "CpuUsedPct",
                "DataCacheMetrics",
                "Location",
                "StatusCode");
        return rows.row()
                .put("BackendId", 1)
                .put("IP", HOST)
                .put("HttpPort", state.backEndPort())
                .put("LastStartTime", state.started())
                .put("LastHeartbeat", state.started())
                .put("Alive", "true")
                .put("SystemDecommissioned", "false")
                .put("ClusterDecommissioned", "false")
                .put("ErrMsg", "")
                .put("Version", SystemVariables.VERSION_COMMENT)
                .put("Status", "{}")
                .put("CpuCores", Runtime.getRuntime().availableProcessors())
                .put("StatusCode", "OK")
                .build();
    }

    Relation tables(String database, boolean full) {
        Column name = RelationBuilder.text("Tables_in_" + database);
        RelationBuilder rows =
                new RelationBuilder(full ? List.of(name, RelationBuilder.text("Table_type")) : List.of(name));
        for (String table : InformationSchema.tables(database)) {
            line(rows, table, "SYSTEM VIEW", full);
        }
        for (CatalogEntry entry : in(database)) {
            String type = entry.match(table -> "BASE TABLE", view -> "VIEW", view -> "VIEW");
            line(rows, entry.name().name(), type, full);
        }
        return rows.build();
    }

    private static void line(RelationBuilder rows, String name, String type, boolean full) {
        if (full) {
            rows.row(name, type);
        } else {
            rows.row(name);
        }
    }

    Relation tableStatus(String database) throws ServerError {
        RelationBuilder rows = RelationBuilder.ofText(
                "Name",
                "Engine",
                "Version",
                "Row_format",
                "Rows",
                "Avg_row_length",
                "Data_length",
                "Max_data_length",
                "Index_length",
                "Data_free",
                "Auto_increment",
                "Create_time",
                "Update_time",
                "Check_time",
                "Collation",
                "Checksum",
                "Create_options",
                "Comment");
        for (CatalogEntry entry : in(database)) {
            boolean stored = entry.match(table -> true, view -> false, view -> true);
            rows.row()
                    .put("Name", entry.name().name())
                    .put("Create_time", entry.created())
                    .put("Collation", "utf8_general_ci")
                    .put("Create_options", "")
                    .put("Comment", InformationSchema.comment(entry));
            if (stored) {
                rows.put("Engine", "StarRocks").put("Row_format", "").put("Rows", state.rowCount(entry));
            }
        }
        return rows.build();
    }

    /** Of a database's tables. */
    Relation data(String database) throws ServerError {
        RelationBuilder rows = RelationBuilder.ofText("TableName", "Size", "ReplicaCount");
        for (CatalogEntry entry : in(database)) {
            boolean stored = entry.match(table -> true, view -> false, view -> true);
            if (stored) {
                rows.row(entry.name().name(), "0.000 B", "1");
            }
        }
        return rows.build();
    }

    Relation materializedViews(String database) throws ServerError {
        Relation all = new InformationSchema()
                .read(new ModelName(InformationSchema.NAME, "materialized_views"), state, viewer);
        List<Column> columns = all.columns().stream()
                .map(column -> new Column(showName(column.name()), column.type(), column.nullable(), Optional.empty()))
                .toList();
        return new Relation(
                columns,
                all.rows().stream().filter(row -> database.equals(row[1])).toList());
    }

    /** SHOW names three columns otherwise than information_schema. */
    private static String showName(String column) {
        return switch (column) {
            case "MATERIALIZED_VIEW_ID" -> "id";
            case "TABLE_SCHEMA" -> "database_name";
            case "TABLE_NAME" -> "name";
            case "TABLE_ROWS" -> "rows";
            case "MATERIALIZED_VIEW_DEFINITION" -> "text";
            default -> column.toLowerCase(Locale.ROOT);
        };
    }

    private List<CatalogEntry> in(String database) {
        return state.entries().stream()
                .filter(entry -> entry.name().database().equals(database))
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .toList();
    }
}
