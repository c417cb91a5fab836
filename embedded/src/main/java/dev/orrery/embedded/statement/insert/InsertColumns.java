// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement.insert;

import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.StatementContext;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.Change;
import dev.orrery.models.sql.tree.Identifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which columns an INSERT fills, in the order of its values. */
public final class InsertColumns {
    private interface Outputs {
        List<Column> columns() throws ServerError;
    }

    private final StatementContext context;
    private final StoredTable table;

    public InsertColumns(StatementContext context, StoredTable table) {
        this.context = context;
        this.table = table;
    }

    /** In the order of the values. */
    public List<StoredColumn> of(Change.Insert statement) throws ServerError {
        if (statement.byName()) {
            return byName(statement);
        }
        if (statement.columns().isEmpty()) {
            return table.columns().stream().filter(c -> !c.isGenerated()).toList();
        }
        List<StoredColumn> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Identifier name : statement.columns()) {
            if (!seen.add(name.text().toLowerCase(Locale.ROOT))) {
                throw new ServerError(1110, "42000", "Column '" + name.text() + "' specified twice");
            }
            columns.add(column(name.text()));
        }
        return columns;
    }

    private StoredColumn column(String name) throws ServerError {
        StoredColumn column = table.column(name)
                .orElseThrow(() -> ServerError.analyzing(
                        "Unknown column '" + name + "' in '" + table.name().name() + "'"));
        if (column.isGenerated()) {
            throw ServerError.analyzing("materialized column '" + name + "' can not be specified");
        }
        return column;
    }

    private List<StoredColumn> byName(Change.Insert statement) throws ServerError {
        List<Column> outputs = statement
                .source()
                .<Outputs>match(
                        rows -> () -> {
                            throw ServerError.analyzing("BY NAME needs a query");
                        },
                        query -> () -> context.translator().query(query.query()).columns())
                .columns();
        List<StoredColumn> columns = new ArrayList<>();
        for (Column output : outputs) {
            columns.add(column(output.name()));
        }
        return columns;
    }
}
