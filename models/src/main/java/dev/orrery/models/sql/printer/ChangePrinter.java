// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import java.util.List;
import java.util.Optional;

/** INSERT, UPDATE, DELETE, TRUNCATE. */
final class ChangePrinter implements Change.Visitor<SqlWriter> {
    private final SqlWriter out;
    private final TreePrinter printer;

    ChangePrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    @Override
    public SqlWriter insert(Change.Insert statement) {
        out.append("INSERT ");
        statement.hints().forEach(printer.queries()::hint);
        out.append(statement.overwrite() ? "OVERWRITE " : "INTO ");
        if (!statement.files().isEmpty()) {
            out.append("FILES ").propertyList(statement.files());
        } else if (isBlackhole(statement)) {
            out.append("BLACKHOLE()");
        } else {
            out.append(statement.target());
        }
        statement.clauses().forEach(clause -> out.append(" ").append(clause));
        statement.label().ifPresent(label -> out.append(" WITH LABEL ").append(label));
        if (!statement.columns().isEmpty()) {
            out.append(" ").names(statement.columns());
        }
        out.append(statement.byName() ? " BY NAME" : "");
        out.properties(" ", statement.properties()).append(" ");
        return statement.source().match(this::rows, from -> printer.queries().query(from.query()));
    }

    private static boolean isBlackhole(Change.Insert statement) {
        return statement.target().toString().equals("BLACKHOLE");
    }

    private SqlWriter rows(Change.Rows rows) {
        out.append("VALUES ");
        return out.list(
                rows.rows(), row -> out.append("(").list(row, this::value).append(")"));
    }

    private void value(Optional<Expression> value) {
        value.ifPresentOrElse(printer.expressions()::print, () -> out.append("DEFAULT"));
    }

    private void with(List<Query.CommonTable> tables) {
        if (!tables.isEmpty()) {
            out.append("WITH ").list(tables, printer.queries()::commonTable).append(" ");
        }
    }

    @Override
    public SqlWriter update(Change.Update statement) {
        with(statement.with());
        out.append("UPDATE ").append(statement.table()).append(" SET ");
        out.list(statement.assignments(), assignment -> {
            out.append(assignment.column()).append(" = ");
            value(assignment.value());
        });
        statement.from().ifPresent(from -> {
            out.append(" FROM ");
            printer.relations().print(from);
        });
        return where(statement.where());
    }

    private SqlWriter where(Optional<Expression> condition) {
        condition.ifPresent(expression -> {
            out.append(" WHERE ");
            printer.expressions().print(expression);
        });
        return out;
    }

    @Override
    public SqlWriter delete(Change.Delete statement) {
        with(statement.with());
        out.append("DELETE FROM ").append(statement.table());
        statement.partitions().ifPresent(partitions -> out.append(" ").append(partitions));
        statement.using().ifPresent(using -> {
            out.append(" USING ");
            printer.relations().print(using);
        });
        return where(statement.where());
    }

    @Override
    public SqlWriter truncate(Change.Truncate statement) {
        out.append("TRUNCATE TABLE ").append(statement.table());
        statement.partitions().ifPresent(partitions -> out.append(" ").append(partitions));
        return out;
    }
}
