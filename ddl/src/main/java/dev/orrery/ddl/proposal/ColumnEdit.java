// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.proposal;

import dev.orrery.ddl.importing.Layout;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Model;
import dev.orrery.models.rule.Proposal;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import java.util.Optional;

/**
 * The file of a table with one more column behind its others.
 *
 * @param definition the column as it is written
 */
record ColumnEdit(String path, String text, String definition) {

    /** Empty when the table's columns are not written out in its file. */
    static Optional<ColumnEdit> of(Model table, Proposal proposal) {
        if (!(table.statement() instanceof CreateTable statement)
                || statement.columns().isEmpty()) {
            return Optional.empty();
        }
        String column = SqlPrinter.print(new ColumnDefinition(
                Location.NOWHERE,
                Identifier.of(proposal.column()),
                proposal.type(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(proposal.expression()),
                Optional.empty()));
        ColumnDefinition last = statement.columns().get(statement.columns().size() - 1);
        FileSpan span = table.span(last.at());
        String text = table.text().file().text();
        int lineEnd = text.indexOf('\n', span.end());
        String rest = text.substring(span.end(), lineEnd < 0 ? text.length() : lineEnd);
        // A comment behind the last column is about that column.
        boolean remark = rest.strip().startsWith("--") || rest.strip().startsWith("/*");
        String edited = remark
                ? text.substring(0, span.end()) + "," + rest + "\n  " + column
                        + text.substring(span.end() + rest.length())
                : text.substring(0, span.end()) + ",\n  " + column + text.substring(span.end());
        return Optional.of(new ColumnEdit(table.path(), Layout.likeBefore(text, edited), column));
    }
}
