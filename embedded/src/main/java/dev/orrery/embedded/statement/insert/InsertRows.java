// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.insert;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.embedded.translate.Translated;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The SELECT that stages the rows of an INSERT: a column for each of the table's, cast to its type, and one that names
 * the first column whose value fails the statement, as {@link InsertCast} decides.
 */
public final class InsertRows {
    /** The column that names another one, whose value fails the statement. */
    public static final String BAD = "__bad";

    private final StatementContext context;
    private final List<StoredColumn> columns;

    public InsertRows(StatementContext context, List<StoredColumn> columns) {
        this.context = context;
        this.columns = columns;
    }

    private interface RowsSelect {
        String sql() throws ServerError;
    }

    /** Of a statement. */
    public String select(Change.Insert statement) throws ServerError {
        return statement
                .source()
                .<RowsSelect>match(rows -> () -> ofValues(rows), query -> () -> ofQuery(query.query()))
                .sql();
    }

    /** Of a query, whose columns are the table's in order. */
    public String ofQuery(Query query) throws ServerError {
        Translated translated = context.translator().query(query);
        checkCount(translated.columns().size());
        List<String> items = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column output = translated.columns().get(i);
            StoredColumn column = columns.get(i);
            String raw = "q.c" + (i + 1);
            String cast = InsertCast.of(raw, output.type(), column.type());
            items.add(cast + " AS " + DuckName.quote(column.name()));
            if (!cast.equals(raw) && !InsertCast.neverFails(output.type(), column.type())) {
                bad.add("WHEN " + InsertCast.fails(raw, cast, output.type(), column.type()) + " THEN "
                        + DuckName.literal(column.name()));
            }
        }
        items.add((bad.isEmpty() ? "NULL::VARCHAR" : "CASE " + String.join(" ", bad) + " END") + " AS \"" + BAD + "\"");
        return "SELECT " + String.join(", ", items) + " FROM (" + translated.sql() + ") AS q";
    }

    private String ofValues(Change.Rows rows) throws ServerError {
        List<String> lines = new ArrayList<>();
        for (List<Optional<Expression>> row : rows.rows()) {
            checkCount(row.size());
            List<String> items = new ArrayList<>();
            List<String> bad = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                StoredColumn column = columns.get(i);
                Expression value = row.get(i).orElseGet(() -> defaultOf(column));
                InsertCast.Cell cell = InsertCast.cell(context, value, column);
                items.add(cell.sql());
                cell.bad().ifPresent(test -> bad.add("WHEN " + test + " THEN " + DuckName.literal(column.name())));
            }
            items.add(bad.isEmpty() ? "NULL::VARCHAR" : "CASE " + String.join(" ", bad) + " END");
            lines.add("(" + String.join(", ", items) + ")");
        }
        List<String> names = new ArrayList<>();
        columns.forEach(c -> names.add(DuckName.quote(c.name())));
        names.add('"' + BAD + '"');
        return "SELECT * FROM (VALUES " + String.join(", ", lines) + ") AS v(" + String.join(", ", names) + ")";
    }

    private static Expression defaultOf(StoredColumn column) {
        return column.definition().defaultValue().map(d -> d.value()).orElse(new Literal.Null(Location.NOWHERE));
    }

    private void checkCount(int values) throws ServerError {
        if (values != columns.size()) {
            throw new ServerError(
                    5604,
                    "42601",
                    "Getting analyzing error. Detail message: Inserted target column count: " + columns.size()
                            + " doesn't match select/value column count: " + values + ".");
        }
    }
}
