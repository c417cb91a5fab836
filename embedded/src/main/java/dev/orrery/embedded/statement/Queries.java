// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Translated;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Query;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** SELECT. */
final class Queries {
    private final EngineSession session;
    private final StatementContext context;

    Queries(EngineSession session, StatementContext context) {
        this.session = session;
        this.context = context;
    }

    Answer answer(Query query) throws SQLException, ServerError {
        Translated translated = context.translator().query(query);
        Statement statement = context.connection().createStatement();
        session.running(statement);
        boolean open = false;
        try {
            ResultRows rows = new ResultRows(statement, statement.executeQuery(translated.sql()), translated.columns());
            open = true;
            return new Answer.Rows(header(translated.columns()), rows);
        } finally {
            if (!open) {
                session.running(null);
                statement.close();
            }
        }
    }

    static List<ResultColumn> header(List<Column> columns) {
        return columns.stream()
                .map(c -> new ResultColumn(c.name(), c.type(), c.nullable()))
                .toList();
    }
}
