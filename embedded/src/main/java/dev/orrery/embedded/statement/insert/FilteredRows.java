// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.insert;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.partition.PartitionChoice;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.models.type.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows that do not fit their table, left out of an INSERT or UPDATE as long as they are no more of all than {@code
 * insert_max_filter_ratio} allows, or the statement's property {@code max_filter_ratio}. As in StarRocks since 3.4, {@code
 * enable_insert_strict} is about files alone and decides nothing here.
 */
public final class FilteredRows {
    private final StatementContext context;
    private final String staging;

    public FilteredRows(StatementContext context, String staging) {
        this.context = context;
        this.staging = DuckName.quote(staging);
    }

    /** The part of the rows that may be left out. */
    public static double ratio(StatementContext context, Optional<String> property) throws ServerError {
        String text = property.or(() -> context.environment().variables().value("@@", "insert_max_filter_ratio"))
                .orElse("0");
        try {
            double ratio = text.isBlank() ? 0 : Double.parseDouble(text);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            throw wrong(text, e);
        }
        throw wrong(text, null);
    }

    private static ServerError wrong(String text, @Nullable NumberFormatException cause) {
        ServerError error =
                ServerError.analyzing("Max filter ratio must be between 0.0 and 1.0, '" + text + "' was given");
        if (cause != null) {
            error.initCause(cause);
        }
        return error;
    }

    /** Takes them out of the staged rows; what is left fails nothing for its values. */
    public void leaveOut(StoredTable table, List<StoredColumn> columns, PartitionChoice partitions, double ratio)
            throws SQLException, ServerError {
        String misfit = "(" + String.join(" OR ", misfits(table, columns, partitions)) + ")";
        try (Statement statement = context.connection().createStatement();
                ResultSet counts = statement.executeQuery(
                        "SELECT count(*), count(*) FILTER (WHERE " + misfit + ") FROM " + staging)) {
            counts.next();
            long all = counts.getLong(1);
            long filtered = counts.getLong(2);
            if (filtered > all * ratio) {
                throw new ServerError(
                        1064,
                        "HY000",
                        "Insert has filtered data: " + filtered + " of " + all
                                + " rows do not fit the table, and max_filter_ratio is " + ratio);
            }
        }
        try (Statement statement = context.connection().createStatement()) {
            statement.execute("DELETE FROM " + staging + " WHERE " + misfit);
        }
    }

    private List<String> misfits(StoredTable table, List<StoredColumn> columns, PartitionChoice partitions)
            throws SQLException, ServerError {
        List<String> any = new ArrayList<>();
        any.add("\"" + InsertRows.BAD + "\" IS NOT NULL");
        for (StoredColumn column : columns) {
            String name = DuckName.quote(column.name());
            if (!column.nullable() && !column.definition().autoIncrement()) {
                any.add(name + " IS NULL");
            }
            if (column.type() instanceof DataType.Text text && text.length().isPresent()) {
                String bytes = text.kind() == DataType.TextKind.VARBINARY ? "octet_length" : "strlen";
                any.add("coalesce(" + bytes + "(" + name + ") > "
                        + text.length().get() + ", false)");
            }
        }
        List<String> names = table.partitionScheme().columnNames();
        boolean known = columns.stream()
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList()
                .containsAll(names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList());
        boolean fixed = !names.isEmpty() && !(table.partitionScheme().isAutomatic() && partitions.isAll());
        if (known && fixed) {
            any.add("coalesce(NOT " + context.engine().partitionCondition(table, partitions) + ", true)");
        }
        return any;
    }
}
