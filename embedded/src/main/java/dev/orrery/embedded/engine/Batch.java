// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.type.DataType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The staged rows of one write, in a temporary table of their own: cast to the table's types, with the numbers of an
 * AUTO_INCREMENT column given out, one row a key, in order.
 */
final class Batch {
    static final String TABLE = "\"__batch\"";
    private static final String OP = DuckName.quote(Write.OPERATION);
    private static final String SEQUENCE = DuckName.quote(Write.SEQUENCE);

    private final StoredTable table;
    private final Connection connection;
    private final Set<String> given;
    private final WriteOptions options;

    Batch(StoredTable table, Connection connection, List<String> columns, WriteOptions options) {
        this.table = table;
        this.connection = connection;
        this.options = options;
        this.given = columns.stream().map(c -> c.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    boolean has(StoredColumn column) {
        return given.contains(column.name().toLowerCase(Locale.ROOT))
                || column.definition().autoIncrement();
    }

    boolean hasOperation() {
        return given.contains(Write.OPERATION);
    }

    /** Fills the batch from the staging table; rows of one key are reduced to the one that counts. */
    long fill(String staging) throws SQLException, ServerError {
        checkColumns();
        List<String> items = new ArrayList<>();
        for (StoredColumn column : table.columns()) {
            if (has(column)) {
                items.add(value(column, staging) + " AS " + DuckName.quote(column.name()));
            }
        }
        if (hasOperation()) {
            items.add("CAST(" + OP + " AS TINYINT) AS " + OP);
        }
        if (given.contains(Write.SEQUENCE)) {
            items.add(SEQUENCE);
        }
        Jdbc.run(
                connection,
                "CREATE OR REPLACE TEMP TABLE " + TABLE + " AS SELECT " + String.join(", ", items) + " FROM "
                        + DuckName.quote(staging));
        if (table.hasUniqueKey() && table.keyKind() != AGGREGATE) {
            keepLastOfEachKey();
        }
        new BatchCheck(table, connection, this::has).run();
        return Jdbc.number(connection, "SELECT count(*) FROM " + TABLE);
    }

    private static final dev.orrery.models.sql.tree.CreateTable.KeyKind AGGREGATE =
            dev.orrery.models.sql.tree.CreateTable.KeyKind.AGGREGATE;

    private void checkColumns() throws ServerError {
        for (String name : given) {
            boolean ours = name.equals(Write.OPERATION) || name.equals(Write.SEQUENCE);
            Optional<StoredColumn> column = table.column(name);
            if (!ours && column.isEmpty()) {
                throw new ServerError(
                        5509,
                        "42S22",
                        "Unknown column '" + name + "' in '" + table.name().name() + "'");
            }
            if (column.filter(StoredColumn::isGenerated).isPresent()) {
                throw ServerError.analyzing("generated column '" + name + "' can not be specified");
            }
        }
        for (StoredColumn column : table.columns()) {
            boolean filled = has(column)
                    || column.isGenerated()
                    || column.nullable()
                    || column.definition().defaultValue().isPresent()
                    || (options.mode() == WriteMode.PARTIAL && !column.key());
            if (!filled) {
                throw new ServerError(
                        1064, "HY000", "'" + column.name() + "' must be explicitly mentioned in column permutation");
            }
        }
    }

    private String value(StoredColumn column, String staging) throws SQLException {
        String type = DuckType.of(column.type());
        String name = DuckName.quote(column.name());
        if (!column.definition().autoIncrement()) {
            return "CAST(" + name + " AS " + type + ")";
        }
        boolean written = given.contains(column.name().toLowerCase(Locale.ROOT));
        String needed = written ? " WHERE " + name + " IS NULL" : "";
        long count = Jdbc.number(connection, "SELECT count(*) FROM " + DuckName.quote(staging) + needed);
        long first = AutoIncrement.reserve(connection, table.id(), count);
        String number = "CAST(" + (first - 1) + " + row_number() OVER (PARTITION BY "
                + (written ? name + " IS NULL" : "true") + ") AS " + type + ")";
        return written ? "coalesce(CAST(" + name + " AS " + type + "), " + number + ")" : number;
    }

    private void keepLastOfEachKey() throws SQLException {
        String key = keyList("");
        String whole = table.keyColumns().size() == 1 ? key : "row(" + key + ")";
        long repeated = Jdbc.number(
                connection,
                "SELECT count(*) - count(DISTINCT " + whole + ") - (count(*) - count(" + whole + ") > 0)::INT FROM "
                        + TABLE);
        if (repeated == 0) {
            return;
        }
        // Rows of equal worth: the later one counts.
        String last = options.mergeCondition()
                .map(column -> "arg_max(rowid, row(" + DuckName.quote(column) + ", " + place() + "))")
                .orElse("arg_max(rowid, " + place() + ")");
        Jdbc.run(
                connection,
                "DELETE FROM " + TABLE + " WHERE rowid NOT IN (SELECT " + last + " FROM " + TABLE + " GROUP BY " + key
                        + ")");
    }

    /** What grows in the order of the rows: a table's rowid does in the order of insertion. */
    String place() {
        return given.contains(Write.SEQUENCE) ? SEQUENCE : "rowid";
    }

    /** The key's columns, each behind a qualifier such as {@code b.}. */
    String keyList(String qualifier) {
        return table.keyColumns().stream()
                .map(c -> qualifier + DuckName.quote(c.name()))
                .collect(Collectors.joining(", "));
    }

    /** {@code t.k = b.k AND …}. */
    String sameKey() {
        return table.keyColumns().stream()
                .map(c -> {
                    String name = DuckName.quote(c.name());
                    return "t." + name + (c.nullable() ? " IS NOT DISTINCT FROM " : " = ") + "b." + name;
                })
                .collect(Collectors.joining(" AND "));
    }

    static boolean isBoundedText(DataType type) {
        return type instanceof DataType.Text text && text.length().isPresent();
    }
}
