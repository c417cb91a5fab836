// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.Administrative;
import dev.orrery.models.sql.tree.Alter;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.CreateDatabase;
import dev.orrery.models.sql.tree.CreateMacro;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTableAs;
import dev.orrery.models.sql.tree.CreateTableLike;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Drop;
import dev.orrery.models.sql.tree.QueryIntoFile;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Refresh;
import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.sql.tree.StatementVisitor;
import java.util.List;

/** Whole statements, without a semicolon. */
final class StatementPrinter implements StatementVisitor<SqlWriter> {
    private final SqlWriter out;
    private final TreePrinter printer;

    StatementPrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    @Override
    public SqlWriter query(QueryStatement statement) {
        return printer.queries().query(statement.query());
    }

    @Override
    public SqlWriter queryIntoFile(QueryIntoFile statement) {
        printer.queries().query(statement.query());
        out.append(" INTO OUTFILE ").append(SqlWriter.doubleQuoted(statement.path()));
        statement.format().ifPresent(format -> out.append(" FORMAT AS ").append(SqlWriter.name(format)));
        return out.properties(" ", statement.properties());
    }

    @Override
    public SqlWriter createDatabase(CreateDatabase statement) {
        out.append("CREATE DATABASE ").append(statement.ifNotExists() ? "IF NOT EXISTS " : "");
        return out.append(statement.name()).properties(" ", statement.properties());
    }

    @Override
    public SqlWriter createTable(CreateTable statement) {
        return printer.tables().createTable(statement);
    }

    @Override
    public SqlWriter createTableAs(CreateTableAs statement) {
        return printer.tables().createTableAs(statement);
    }

    @Override
    public SqlWriter createTableLike(CreateTableLike statement) {
        return printer.tables().createTableLike(statement);
    }

    @Override
    public SqlWriter createView(CreateView statement) {
        out.append(statement.orReplace() ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ");
        out.append(statement.ifNotExists() ? "IF NOT EXISTS " : "").append(statement.name());
        printer.tables().viewColumns(statement.columns(), List.of());
        printer.tables().comment("\n", statement.comment());
        statement.security().ifPresent(security -> out.append("\nSECURITY ").append(security));
        out.properties("\n", statement.properties()).append("\nAS ");
        return printer.queries().query(statement.query());
    }

    @Override
    public SqlWriter createMaterializedView(CreateMaterializedView statement) {
        out.append("CREATE MATERIALIZED VIEW ");
        out.append(statement.ifNotExists() ? "IF NOT EXISTS " : "").append(statement.name());
        printer.tables().viewColumns(statement.columns(), statement.indexes());
        printer.tables().comment("\n", statement.comment());
        if (!statement.partitionBy().isEmpty()) {
            printer.tables().partitionBy(statement.partitionBy());
        }
        statement.distribution().ifPresent(distribution -> printer.tables().distribution("\n", distribution));
        if (!statement.orderBy().isEmpty()) {
            out.append("\nORDER BY ").names(statement.orderBy());
        }
        statement.refresh().ifPresent(refresh -> printer.tables().refresh("\n", refresh));
        out.properties("\n", statement.properties()).append("\nAS ");
        return printer.queries().query(statement.query());
    }

    @Override
    public SqlWriter createMacro(CreateMacro statement) {
        out.append("CREATE MACRO ").append(statement.name()).names(statement.parameters());
        out.append(" AS ");
        return printer.expressions().print(statement.body());
    }

    @Override
    public SqlWriter alter(Alter statement) {
        return statement.accept((Alter.Visitor<SqlWriter>) new AlterPrinter(out, printer));
    }

    @Override
    public SqlWriter drop(Drop statement) {
        out.append("DROP ").append(statement.temporary() ? "TEMPORARY " : "");
        out.append(statement.kind().words()).append(statement.ifExists() ? " IF EXISTS " : " ");
        return out.append(statement.name()).append(statement.force() ? " FORCE" : "");
    }

    @Override
    public SqlWriter change(Change statement) {
        return statement.accept(new ChangePrinter(out, printer));
    }

    @Override
    public SqlWriter refresh(Refresh statement) {
        return statement.match(this::start, this::cancel);
    }

    private SqlWriter start(Refresh.Start statement) {
        out.append("REFRESH MATERIALIZED VIEW ").append(statement.name());
        statement.partitions().ifPresent(partitions -> out.append(" PARTITION ").append(partitions));
        out.append(statement.force() ? " FORCE" : "");
        statement.sync().ifPresent(sync -> out.append(sync ? " WITH SYNC MODE" : " WITH ASYNC MODE"));
        statement.priority().ifPresent(priority -> out.append(" WITH PRIORITY " + priority));
        return out;
    }

    private SqlWriter cancel(Refresh.Cancel statement) {
        out.append("CANCEL REFRESH MATERIALIZED VIEW ").append(statement.name());
        return out.append(statement.force() ? " FORCE" : "");
    }

    @Override
    public SqlWriter session(SessionStatement statement) {
        return statement.accept(new SessionPrinter(out, printer));
    }

    @Override
    public SqlWriter administrative(Administrative statement) {
        return out.append(statement.text());
    }
}
