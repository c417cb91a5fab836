// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateMaterializedView.Refresh;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.StatementVisitor;
import dev.orrery.models.sql.tree.ViewColumn;
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
    public SqlWriter createTable(CreateTable statement) {
        return printer.tables().createTable(statement);
    }

    @Override
    public SqlWriter createView(CreateView statement) {
        out.append(statement.orReplace() ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ");
        out.append(statement.ifNotExists() ? "IF NOT EXISTS " : "").append(statement.name());
        columns(statement.columns(), List.of());
        printer.tables().comment("\n", statement.comment());
        statement.security().ifPresent(security -> out.append("\nSECURITY ").append(security));
        out.properties("\n", statement.properties()).append("\nAS ");
        return printer.queries().query(statement.query());
    }

    private void columns(List<ViewColumn> columns, List<IndexDefinition> indexes) {
        if (columns.isEmpty() && indexes.isEmpty()) {
            return;
        }
        out.append(" (\n  ");
        out.list(columns, ",\n  ", column -> {
            out.append(column.name());
            printer.tables().comment(" ", column.comment());
        });
        String separator = columns.isEmpty() ? "" : ",\n  ";
        for (IndexDefinition index : indexes) {
            printer.tables().index(separator, index);
            separator = ",\n  ";
        }
        out.append("\n)");
    }

    @Override
    public SqlWriter createMaterializedView(CreateMaterializedView statement) {
        out.append("CREATE MATERIALIZED VIEW ");
        out.append(statement.ifNotExists() ? "IF NOT EXISTS " : "").append(statement.name());
        columns(statement.columns(), statement.indexes());
        printer.tables().comment("\n", statement.comment());
        if (!statement.partitionBy().isEmpty()) {
            printer.tables().partitionBy(statement.partitionBy());
        }
        statement.distribution().ifPresent(distribution -> printer.tables().distribution("\n", distribution));
        if (!statement.orderBy().isEmpty()) {
            out.append("\nORDER BY ").names(statement.orderBy());
        }
        statement.refresh().ifPresent(refresh -> refresh("\n", refresh));
        out.properties("\n", statement.properties()).append("\nAS ");
        return printer.queries().query(statement.query());
    }

    void refresh(String before, Refresh refresh) {
        out.append(before).append("REFRESH ");
        out.append(refresh.deferred() ? "DEFERRED " : "")
                .append(refresh.scheme().name());
        refresh.start()
                .ifPresent(start -> out.append(" START(")
                        .append(SqlWriter.doubleQuoted(start))
                        .append(")"));
        refresh.every().ifPresent(every -> {
            out.append(" EVERY(");
            printer.expressions().print(every).append(")");
        });
    }
}
