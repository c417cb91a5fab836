// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.table;

import dev.orrery.models.catalog.ModelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads tables from {@code information_schema.columns} of a server. */
public final class ServerTables {
    private static final String COLUMNS = """
            SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_KEY, GENERATION_EXPRESSION
            FROM information_schema.columns WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION""";
    /** Before 4.1 the server shows the hidden columns of expression partitions. */
    private static final String HIDDEN = "__generated_partition_column_";

    private ServerTables() {}

    /** Every table of the databases that the names name. */
    public static Targets read(Connection connection, Collection<ModelName> names) throws SQLException {
        List<TargetTable> tables = new ArrayList<>();
        TreeSet<String> databases = new TreeSet<>();
        names.forEach(name -> databases.add(name.database()));
        for (String database : databases) {
            Map<String, List<TargetColumn>> columns = new TreeMap<>();
            try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
                statement.setString(1, database);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        List<TargetColumn> ofTable =
                                columns.computeIfAbsent(rows.getString("TABLE_NAME"), t -> new ArrayList<>());
                        column(rows).ifPresent(ofTable::add);
                    }
                }
            }
            columns.forEach((name, found) -> tables.add(new TargetTable(database, name, found)));
        }
        return Targets.of(tables, Optional.empty());
    }

    private static Optional<TargetColumn> column(ResultSet rows) throws SQLException {
        String name = rows.getString("COLUMN_NAME");
        if (name.startsWith(HIDDEN)) {
            return Optional.empty();
        }
        String generated = rows.getString("GENERATION_EXPRESSION");
        TargetColumn.Role role = "PRI".equals(rows.getString("COLUMN_KEY"))
                ? TargetColumn.Role.KEY
                : generated == null || generated.isBlank() ? TargetColumn.Role.VALUE : TargetColumn.Role.GENERATED;
        TargetColumn.Nullability nullability = "NO".equals(rows.getString("IS_NULLABLE"))
                ? TargetColumn.Nullability.NOT_NULL
                : TargetColumn.Nullability.NULLABLE;
        return Optional.of(
                new TargetColumn(name, ColumnType.ofServer(rows.getString("COLUMN_TYPE")), nullability, role));
    }
}
