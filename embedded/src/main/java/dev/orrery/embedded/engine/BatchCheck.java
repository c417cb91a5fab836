// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.type.DataType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether every row of a batch fits its table: NOT NULL columns and the lengths of texts. */
final class BatchCheck {
    private record Rule(String violated, String message) {}

    private final StoredTable table;
    private final Connection connection;
    private final Predicate<StoredColumn> present;

    BatchCheck(StoredTable table, Connection connection, Predicate<StoredColumn> present) {
        this.table = table;
        this.connection = connection;
        this.present = present;
    }

    /**
     * @throws ServerError naming the first column that does not fit
     */
    void run() throws SQLException, ServerError {
        List<Rule> rules = new ArrayList<>();
        for (StoredColumn column : table.columns()) {
            if (present.test(column)) {
                notNull(column).ifPresent(rules::add);
                length(column).ifPresent(rules::add);
            }
        }
        if (rules.isEmpty()) {
            return;
        }
        // A row that is to be deleted needs its key alone.
        String tests = rules.stream()
                .map(rule -> "coalesce(bool_or(" + rule.violated + "), false)")
                .collect(Collectors.joining(", "));
        List<Boolean> broken = Jdbc.query(
                        connection,
                        row -> {
                            List<Boolean> values = new ArrayList<>();
                            for (int i = 1; i <= rules.size(); i++) {
                                values.add(row.getBoolean(i));
                            }
                            return values;
                        },
                        "SELECT " + tests + " FROM " + Batch.TABLE)
                .get(0);
        int first = broken.indexOf(true);
        if (first >= 0) {
            throw new ServerError(1064, "HY000", rules.get(first).message);
        }
    }

    private Optional<Rule> notNull(StoredColumn column) {
        if (column.nullable()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                DuckName.quote(column.name()) + " IS NULL",
                "Insert has filtered data: NULL value in non-nullable column '" + column.name() + "'"));
    }

    private Optional<Rule> length(StoredColumn column) {
        if (!(column.type() instanceof DataType.Text text) || text.length().isEmpty()) {
            return Optional.empty();
        }
        String bytes = text.kind() == DataType.TextKind.VARBINARY ? "octet_length" : "strlen";
        int limit = text.length().get();
        return Optional.of(new Rule(
                bytes + "(" + DuckName.quote(column.name()) + ") > " + limit,
                "Insert has filtered data: a value is longer than the " + limit + " bytes of column '" + column.name()
                        + "'"));
    }
}
