// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.sql.tree.SessionStatement.Scope;

/** USE, SET, SHOW and their kin. */
final class SessionPrinter implements SessionStatement.Visitor<SqlWriter> {
    private final SqlWriter out;
    private final TreePrinter printer;

    SessionPrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    @Override
    public SqlWriter use(SessionStatement.Use statement) {
        return out.append(statement.catalogOnly() ? "SET CATALOG " : "USE ").append(statement.name());
    }

    @Override
    public SqlWriter set(SessionStatement.SetVariables statement) {
        return out.append("SET ").list(statement.variables(), this::variable);
    }

    private void variable(SessionStatement.Variable variable) {
        out.append(before(variable.scope()));
        if (variable.scope() != Scope.NAMES) {
            out.append(SqlWriter.name(variable.name())).append(" = ");
        }
        variable.value().ifPresentOrElse(printer.expressions()::print, () -> out.append("DEFAULT"));
    }

    private static String before(Scope scope) {
        return switch (scope) {
            case SESSION -> "";
            case GLOBAL -> "GLOBAL ";
            case USER -> "@";
            case NAMES -> "NAMES ";
        };
    }

    @Override
    public SqlWriter show(SessionStatement.Show statement) {
        out.append("SHOW ").append(statement.full() ? "FULL " : "").append(statement.what());
        boolean create = statement.what().startsWith("CREATE ");
        statement
                .object()
                .ifPresent(object -> out.append(create ? " " : " FROM ").append(object));
        statement.database().ifPresent(database -> out.append(" FROM ").append(database));
        statement.like().ifPresent(pattern -> out.append(" LIKE ").text(pattern));
        statement.where().ifPresent(condition -> {
            out.append(" WHERE ");
            printer.expressions().print(condition);
        });
        if (!statement.orderBy().isEmpty()) {
            out.append(" ORDER BY ");
            printer.queries().sortItems(statement.orderBy());
        }
        statement.limit().ifPresent(printer.queries()::limit);
        return out;
    }

    @Override
    public SqlWriter describe(SessionStatement.Describe statement) {
        return out.append("DESC ").append(statement.table()).append(statement.all() ? " ALL" : "");
    }

    @Override
    public SqlWriter explain(SessionStatement.Explain statement) {
        out.append(statement.words()).append(" ");
        return statement.statement().accept(new StatementPrinter(out, printer));
    }

    @Override
    public SqlWriter kill(SessionStatement.Kill statement) {
        out.append(statement.query() ? "KILL QUERY " : "KILL ");
        return printer.expressions().print(statement.id());
    }

    @Override
    public SqlWriter transaction(SessionStatement.Transaction statement) {
        out.append(statement.step().name());
        statement.label().ifPresent(label -> out.append(" WITH LABEL ").append(label));
        return out;
    }
}
