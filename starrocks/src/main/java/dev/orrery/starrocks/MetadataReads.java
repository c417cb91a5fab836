// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static dev.orrery.starrocks.InformationSchema.*;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.LiveMaterializedView.Activity;
import dev.orrery.starrocks.LiveObjects.Kind;
import dev.orrery.starrocks.LiveObjects.LiveColumn;
import dev.orrery.starrocks.LiveObjects.LiveTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;

/** Reads the definitions that a server keeps. Sorted here, since a server sorts by its own collation. */
final class MetadataReads {
    private MetadataReads() {}

    static Set<String> databases(DSLContext sql) {
        return new TreeSet<>(sql.select(SCHEMA_NAME).from(SCHEMATA).fetch(SCHEMA_NAME));
    }

    static LiveObjects objects(DSLContext sql, Set<String> databases) {
        if (databases.isEmpty()) {
            return new LiveObjects(List.of(), List.of(), List.of());
        }
        List<LiveMaterializedView> materializedViews = materializedViews(sql, databases);
        Set<ModelName> names =
                materializedViews.stream().map(LiveMaterializedView::name).collect(Collectors.toSet());
        return new LiveObjects(tables(sql, databases, names), columns(sql, databases), materializedViews);
    }

    static List<LiveMaterializedView> materializedViews(DSLContext sql, Set<String> databases) {
        if (databases.isEmpty()) {
            return List.of();
        }
        return sql
                .select(
                        TABLE_SCHEMA,
                        TABLE_NAME,
                        REFRESH_TYPE,
                        IS_ACTIVE,
                        INACTIVE_REASON,
                        TASK_NAME,
                        LAST_REFRESH_STATE,
                        LAST_REFRESH_ERROR_MESSAGE,
                        TABLE_ROWS,
                        MATERIALIZED_VIEW_DEFINITION)
                .from(MATERIALIZED_VIEWS)
                .where(TABLE_SCHEMA.in(new TreeSet<>(databases)))
                .fetch()
                .stream()
                .map(row -> new LiveMaterializedView(
                        name(row),
                        text(row, REFRESH_TYPE),
                        isTrue(text(row, IS_ACTIVE)) ? Activity.ACTIVE : Activity.INACTIVE,
                        text(row, INACTIVE_REASON),
                        text(row, TASK_NAME),
                        text(row, LAST_REFRESH_STATE),
                        text(row, LAST_REFRESH_ERROR_MESSAGE),
                        number(row, TABLE_ROWS),
                        text(row, MATERIALIZED_VIEW_DEFINITION)))
                .sorted(Comparator.comparing(LiveMaterializedView::name))
                .toList();
    }

    private static List<LiveTable> tables(DSLContext sql, Set<String> databases, Set<ModelName> materializedViews) {
        return sql
                .select(TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, TABLE_COMMENT)
                .from(TABLES)
                .where(TABLE_SCHEMA.in(new TreeSet<>(databases)))
                .fetch()
                .stream()
                .map(row -> new LiveTable(
                        name(row), kind(name(row), text(row, TABLE_TYPE), materializedViews), text(row, TABLE_COMMENT)))
                .sorted(Comparator.comparing(LiveTable::name))
                .toList();
    }

    private static Kind kind(ModelName name, String tableType, Set<ModelName> materializedViews) {
        if (materializedViews.contains(name)) {
            return Kind.MATERIALIZED_VIEW;
        }
        return tableType.equals("VIEW") ? Kind.VIEW : Kind.TABLE;
    }

    /** Without a record for each row, and without sorting all of them: a warehouse has a hundred thousand. */
    private static List<LiveColumn> columns(DSLContext sql, Set<String> databases) {
        SortedMap<ModelName, List<LiveColumn>> byTable = new TreeMap<>();
        try (ResultSet rows = sql.select(
                        TABLE_SCHEMA,
                        TABLE_NAME,
                        COLUMN_NAME,
                        ORDINAL_POSITION,
                        COLUMN_TYPE,
                        IS_NULLABLE,
                        COLUMN_COMMENT)
                .from(COLUMNS)
                .where(TABLE_SCHEMA.in(new TreeSet<>(databases)))
                .fetchResultSet()) {
            ModelName table = new ModelName("", "");
            while (rows.next()) {
                String database = text(rows, 1);
                String name = text(rows, 2);
                if (!table.name().equals(name) || !table.database().equals(database)) {
                    table = new ModelName(database, name);
                }
                byTable.computeIfAbsent(table, first -> new ArrayList<>())
                        .add(new LiveColumn(
                                table,
                                text(rows, 3),
                                rows.getInt(4),
                                text(rows, 5),
                                !text(rows, 6).equals("NO"),
                                text(rows, 7)));
            }
        } catch (SQLException e) {
            throw new DataAccessException("information_schema.columns", e);
        }
        byTable.values().forEach(columns -> columns.sort(Comparator.comparingInt(LiveColumn::position)));
        return byTable.values().stream().flatMap(List::stream).toList();
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        String value = rows.getString(column);
        return value == null ? "" : value;
    }

    private static ModelName name(Record row) {
        return new ModelName(text(row, TABLE_SCHEMA), text(row, TABLE_NAME));
    }

    static String text(Record row, Field<String> field) {
        String value = row.get(field);
        return value == null ? "" : value;
    }

    static long number(Record row, Field<Long> field) {
        Long value = row.get(field);
        return value == null ? 0 : value;
    }

    static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true") || text.equals("1");
    }
}
