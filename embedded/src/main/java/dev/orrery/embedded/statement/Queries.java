// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.result.StreamedRows;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Translated;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Query;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/** SELECT. */
final class Queries {
    private final StatementContext context;

    Queries(StatementContext context) {
        this.context = context;
    }

    Answer answer(Query query) throws SQLException, ServerError {
        Translated translated = context.translator().query(query);
        DuckDBPreparedStatement statement =
                context.connection().unwrap(DuckDBConnection.class).prepare(translated.sql());
        context.running().begin(statement);
        boolean open = false;
        try {
            Answer.Rows answer = new Answer.Rows(header(translated.columns()), rows(statement, translated.columns()));
            open = true;
            return answer;
        } finally {
            if (!open) {
                context.running().end();
                statement.close();
            }
        }
    }

    private Answer.RowSource rows(DuckDBPreparedStatement statement, List<Column> columns) throws SQLException {
        Optional<StreamedRows> streamed =
                StreamedRows.run(statement, columns, () -> context.running().isCancelled(statement), Failures::of);
        return streamed.isPresent() ? streamed.get() : new ResultRows(statement, statement.executeQuery(), columns);
    }

    static List<ResultColumn> header(List<Column> columns) {
        return columns.stream()
                .map(c -> new ResultColumn(c.name(), c.type(), c.nullable()))
                .toList();
    }
}
