// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Statement;

/** The printers of one text, which share its writer. */
public final class TreePrinter {
    private final SqlWriter out = new SqlWriter();
    private final ExpressionPrinter expressions = new ExpressionPrinter(out, this);
    private final CallPrinter calls = new CallPrinter(out, this);
    private final QueryPrinter queries = new QueryPrinter(out, this);
    private final RelationPrinter relations = new RelationPrinter(out, this);
    private final TablePrinter tables = new TablePrinter(out, this);

    public static String print(Statement statement) {
        TreePrinter printer = new TreePrinter();
        return statement.accept(new StatementPrinter(printer.out, printer)).toString();
    }

    public static String print(Query query) {
        TreePrinter printer = new TreePrinter();
        printer.queries.query(query);
        return printer.out.toString();
    }

    public static String print(Expression expression) {
        TreePrinter printer = new TreePrinter();
        printer.expressions.print(expression);
        return printer.out.toString();
    }

    public static String print(ColumnDefinition column) {
        TreePrinter printer = new TreePrinter();
        printer.tables.column(column);
        return printer.out.toString();
    }

    public static String print(CreateMaterializedView.Refresh refresh) {
        TreePrinter printer = new TreePrinter();
        printer.tables.refresh("", refresh);
        return printer.out.toString();
    }

    ExpressionPrinter expressions() {
        return expressions;
    }

    CallPrinter calls() {
        return calls;
    }

    QueryPrinter queries() {
        return queries;
    }

    RelationPrinter relations() {
        return relations;
    }

    TablePrinter tables() {
        return tables;
    }
}
