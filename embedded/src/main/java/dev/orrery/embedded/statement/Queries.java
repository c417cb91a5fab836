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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SELECT. */
final class Queries {
    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

    private final StatementContext context;

    Queries(StatementContext context) {
        this.context = context;
    }

    Answer answer(Query query) throws SQLException, ServerError {
        Translated translated = context.translator().query(query);
        if (translated.wide()) {
            Optional<String> narrow = context.translator().narrow(query);
            if (narrow.isPresent()) {
                Optional<Answer> answer = narrow(narrow.get(), translated.columns());
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        }
        DuckDBPreparedStatement statement = prepare(translated.sql());
        return running(statement, translated.columns(), false);
    }

    /** Empty where 64 bits do not suffice, and for every other failure: the full text says whether it is one. */
    private Optional<Answer> narrow(String sql, List<Column> columns) throws SQLException, ServerError {
        DuckDBPreparedStatement statement;
        try {
            statement = prepare(sql);
        } catch (SQLException e) {
            LOG.debug("not narrow: {}", e.getMessage());
            return Optional.empty();
        }
        try {
            return Optional.of(running(statement, columns, true));
        } catch (SQLException | ServerError e) {
            if (context.running().isCancelled(statement)) {
                throw e;
            }
            LOG.debug("too narrow: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private DuckDBPreparedStatement prepare(String sql) throws SQLException {
        return context.connection().unwrap(DuckDBConnection.class).prepare(sql);
    }

    /**
     * @param mayFail the first rows are waited for, so that a failure comes from here
     */
    private Answer running(DuckDBPreparedStatement statement, List<Column> columns, boolean mayFail)
            throws SQLException, ServerError {
        context.running().begin(statement);
        boolean open = false;
        try {
            Answer.Rows answer = new Answer.Rows(header(columns), rows(statement, columns, mayFail));
            open = true;
            return answer;
        } finally {
            if (!open) {
                context.running().end();
                statement.close();
            }
        }
    }

    private Answer.RowSource rows(DuckDBPreparedStatement statement, List<Column> columns, boolean mayFail)
            throws SQLException, ServerError {
        Optional<StreamedRows> streamed =
                StreamedRows.run(statement, columns, () -> context.running().isCancelled(statement), Failures::of);
        if (streamed.isEmpty()) {
            return new ResultRows(statement, statement.executeQuery(), columns);
        }
        if (mayFail) {
            streamed.get().begin();
        }
        return streamed.get();
    }

    static List<ResultColumn> header(List<Column> columns) {
        return columns.stream()
                .map(c -> new ResultColumn(c.name(), c.type(), c.nullable()))
                .toList();
    }
}
