// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Applies staged rows to a table. There is no index: an upsert deletes by a join with the batch and inserts, which is
 * ten to sixty times faster than a key that DuckDB keeps.
 */
final class TableWriter {
    private static final String OP = DuckName.quote(Write.OPERATION);

    private final StoredTable table;
    private final Connection connection;
    private final Batch batch;
    private final WriteOptions options;
    private final LocalDateTime now;

    /**
     * @param now when the write began: what a default that asks for the time gives each of its rows
     */
    TableWriter(
            StoredTable table, Connection connection, List<String> columns, WriteOptions options, LocalDateTime now) {
        this.now = now;
        this.table = table;
        this.connection = connection;
        this.options = options;
        this.batch = new Batch(table, connection, columns, options);
    }

    /** Told of the rows before they are applied. */
    interface Placing {
        /**
         * @param rows a SELECT of them, with the table's plain columns
         */
        void place(String rows) throws SQLException, ServerError;
    }

    /** Staged rows that counted. */
    long write(String staging, Placing placing) throws SQLException, ServerError {
        long rows = batch.fill(staging);
        if (rows > 0) {
            placing.place("SELECT " + placed() + " FROM " + Batch.TABLE + " b");
            if (table.keyKind() == KeyKind.AGGREGATE) {
                merge();
            } else if (table.hasUniqueKey()) {
                upsert();
            } else {
                insert(Batch.TABLE + " b", "");
            }
        }
        Jdbc.run(connection, "DROP TABLE " + Batch.TABLE);
        return rows;
    }

    private void upsert() throws SQLException, ServerError {
        if (options.mergeCondition().isPresent()) {
            String column = DuckName.quote(options.mergeCondition().get());
            Jdbc.run(
                    connection,
                    "DELETE FROM " + Batch.TABLE + " AS b USING " + table.physicalName() + " AS t WHERE "
                            + batch.sameKey() + " AND t." + column + " > b." + column);
        }
        if (options.mode() == WriteMode.PARTIAL) {
            completeRows();
        }
        Jdbc.run(
                connection,
                "DELETE FROM " + table.physicalName() + " AS t USING " + Batch.TABLE + " AS b WHERE "
                        + batch.sameKey());
        insert(Batch.TABLE + " b", batch.hasOperation() ? " WHERE b." + OP + " = 0" : "");
    }

    /** Gives each row of a partial update the values that its key has in the table. */
    private void completeRows() throws SQLException {
        String known = "t." + DuckName.quote(table.keyColumns().get(0).name()) + " IS NOT NULL";
        List<String> items = new ArrayList<>();
        for (StoredColumn column : table.columns()) {
            String name = DuckName.quote(column.name());
            if (batch.has(column)) {
                items.add("b." + name);
            } else if (!column.isGenerated()) {
                items.add("CASE WHEN " + known + " THEN t." + name + " ELSE " + Defaults.of(column, now) + " END AS "
                        + name);
            }
        }
        if (batch.hasOperation()) {
            items.add("b." + OP);
        }
        Jdbc.run(
                connection,
                "CREATE OR REPLACE TEMP TABLE \"__complete\" AS SELECT " + String.join(", ", items) + " FROM "
                        + Batch.TABLE + " b LEFT JOIN " + table.physicalName() + " t ON " + batch.sameKey());
        Jdbc.run(connection, "DROP TABLE " + Batch.TABLE);
        Jdbc.run(connection, "ALTER TABLE \"__complete\" RENAME TO " + Batch.TABLE);
    }

    private void merge() throws SQLException {
        String items = table.columns().stream()
                .filter(c -> !c.isGenerated())
                .map(c -> Aggregation.of(c) + " AS " + DuckName.quote(c.name()))
                .collect(Collectors.joining(", "));
        String names =
                table.columns().stream().map(c -> DuckName.quote(c.name())).collect(Collectors.joining(", "));
        Jdbc.run(
                connection,
                "CREATE OR REPLACE TEMP TABLE \"__merged\" AS SELECT " + items + " FROM (SELECT " + names
                        + ", -1 AS __at FROM " + table.physicalName() + " t WHERE EXISTS (SELECT 1 FROM " + Batch.TABLE
                        + " b WHERE " + batch.sameKey() + ") UNION ALL SELECT " + values() + ", " + batch.place()
                        + " AS __at FROM "
                        + Batch.TABLE + " b) GROUP BY " + batch.keyList(""));
        Jdbc.run(
                connection,
                "DELETE FROM " + table.physicalName() + " AS t USING " + Batch.TABLE + " AS b WHERE "
                        + batch.sameKey());
        Jdbc.run(
                connection,
                "INSERT INTO " + table.physicalName() + " (" + names + ") SELECT " + names + " FROM \"__merged\"");
        Jdbc.run(connection, "DROP TABLE \"__merged\"");
    }

    private void insert(String from, String where) throws SQLException, ServerError {
        String names =
                table.columns().stream().map(c -> DuckName.quote(c.name())).collect(Collectors.joining(", "));
        String plain = "SELECT " + values() + " FROM " + from + where;
        List<StoredColumn> generated =
                table.columns().stream().filter(StoredColumn::isGenerated).toList();
        String rows = plain;
        if (!generated.isEmpty()) {
            List<String> items = new ArrayList<>();
            for (StoredColumn column : table.columns()) {
                String name = DuckName.quote(column.name());
                items.add(column.isGenerated() ? Defaults.generated(table, column) + " AS " + name : name);
            }
            rows = "SELECT " + String.join(", ", items) + " FROM (" + plain + ")";
        }
        Jdbc.run(connection, "INSERT INTO " + table.physicalName() + " (" + names + ") " + rows);
    }

    /** As {@link #values}; a partial update leaves out what it does not have, since it has its partition's columns. */
    private String placed() {
        if (options.mode() != WriteMode.PARTIAL) {
            return values();
        }
        return table.columns().stream()
                .filter(batch::has)
                .map(c -> "b." + DuckName.quote(c.name()))
                .collect(Collectors.joining(", "));
    }

    /** The plain columns in the table's order: from the batch, or their defaults. */
    private String values() {
        boolean complete = options.mode() == WriteMode.PARTIAL && table.hasUniqueKey();
        return table.columns().stream()
                .filter(c -> !c.isGenerated())
                .map(c -> {
                    String name = DuckName.quote(c.name());
                    return batch.has(c) || complete ? "b." + name : Defaults.of(c, now) + " AS " + name;
                })
                .collect(Collectors.joining(", "));
    }
}
