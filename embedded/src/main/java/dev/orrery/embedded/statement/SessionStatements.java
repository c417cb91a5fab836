// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.SessionStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** USE, SET, SHOW, DESC, EXPLAIN, KILL, and BEGIN and its kin: each statement is a transaction of its own anyway. */
final class SessionStatements implements SessionStatement.Visitor<Failures.Work<Answer>> {
    private final EngineSession session;
    private final StatementContext context;

    SessionStatements(EngineSession session, StatementContext context) {
        this.session = session;
        this.context = context;
    }

    @Override
    public Failures.Work<Answer> use(SessionStatement.Use statement) {
        return () -> {
            if (!statement.catalogOnly()) {
                session.use(statement.name().last().text());
            }
            return Answer.Done.OK;
        };
    }

    @Override
    public Failures.Work<Answer> set(SessionStatement.SetVariables statement) {
        return () -> {
            Map<String, UserVariable> before = session.variables().users();
            boolean done = false;
            try {
                for (SessionStatement.Variable variable : statement.variables()) {
                    set(variable);
                }
                done = true;
            } finally {
                if (!done) {
                    session.variables().restoreUsers(before);
                }
            }
            return Answer.Done.OK;
        };
    }

    private void set(SessionStatement.Variable variable) throws SQLException, ServerError {
        switch (variable.scope()) {
            case NAMES -> {
                // Everything is UTF-8.
            }
            case USER ->
                session.variables()
                        .setUser(variable.name(), evaluate(variable.value().orElseThrow()));
            case SESSION, GLOBAL -> {
                if (!session.variables().knows(variable.name())) {
                    throw session.questions().unknownVariable(variable.name());
                }
                if (variable.value().isEmpty()) {
                    session.variables().reset(variable.name());
                } else {
                    session.variables()
                            .set(variable.name(), value(variable.value().get()));
                }
            }
        }
    }

    private String value(Expression expression) throws SQLException, ServerError {
        if (expression instanceof Literal.Text text) {
            return text.value();
        }
        if (expression instanceof Reference.Column word && word.name().parts().size() == 1) {
            return word.name().last().text();
        }
        return evaluate(expression).text().orElse("");
    }

    private UserVariable evaluate(Expression expression) throws SQLException, ServerError {
        Select select = new Select(
                Location.NOWHERE,
                List.of(),
                false,
                List.of(new Select.Item(Location.NOWHERE, expression, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Query query = new Query(Location.NOWHERE, false, List.of(), select, List.of(), Optional.empty());
        Answer answer = new Queries(context).answer(query);
        Answer.Rows rows = answer.match(r -> r, done -> {
            throw new IllegalStateException("a query gives rows");
        });
        try (Answer.RowSource source = rows.source()) {
            @Nullable String @Nullable [] row = source.next();
            Optional<String> text = row == null ? Optional.empty() : Optional.ofNullable(row[0]);
            return UserVariable.of(text, rows.columns().get(0).type());
        }
    }

    @Override
    public Failures.Work<Answer> show(SessionStatement.Show statement) {
        return () -> session.questions().show(statement, session.asker());
    }

    @Override
    public Failures.Work<Answer> describe(SessionStatement.Describe statement) {
        return () -> session.questions().describe(statement, session.asker());
    }

    @Override
    public Failures.Work<Answer> explain(SessionStatement.Explain statement) {
        return () -> {
            if (!(statement.statement() instanceof QueryStatement query)) {
                throw Failures.statement(statement.words());
            }
            StringBuilder plan = new StringBuilder("PLAN OF THE EMBEDDED SERVER (DuckDB), NOT OF STARROCKS\n");
            for (ModelName read : context.translator().query(query.query()).reads()) {
                plan.append("  SCAN ").append(read).append('\n');
            }
            return MaterializedViews.one("Explain String", plan.toString());
        };
    }

    @Override
    public Failures.Work<Answer> kill(SessionStatement.Kill statement) {
        return () -> {
            session.questions().kill(statement, session.asker());
            return Answer.Done.OK;
        };
    }

    @Override
    public Failures.Work<Answer> transaction(SessionStatement.Transaction statement) {
        return () -> Answer.Done.OK;
    }
}
