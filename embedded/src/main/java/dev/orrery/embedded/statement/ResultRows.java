// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a running DuckDB statement. */
final class ResultRows implements Answer.RowSource {
    private final Statement statement;
    private final ResultSet rows;
    private final List<Column> columns;

    ResultRows(Statement statement, ResultSet rows, List<Column> columns) {
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public @Nullable String @Nullable [] next() throws ServerError {
        try {
            if (!rows.next()) {
                return null;
            }
            @Nullable String[] values = new @Nullable String[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = ValueText.read(rows, i + 1, columns.get(i).type());
            }
            return values;
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            // The rows were read or given up; nothing depends on how they end.
            throw new IllegalStateException(e);
        }
    }
}
