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
    private final StatementContext context;

    Queries(StatementContext context) {
        this.context = context;
    }

    Answer answer(Query query) throws SQLException, ServerError {
        Translated translated = context.translator().query(query);
        Statement statement = context.connection().createStatement();
        context.running().begin(statement);
        boolean open = false;
        try {
            ResultRows rows = new ResultRows(statement, statement.executeQuery(translated.sql()), translated.columns());
            open = true;
            return new Answer.Rows(header(translated.columns()), rows);
        } finally {
            if (!open) {
                context.running().end();
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
