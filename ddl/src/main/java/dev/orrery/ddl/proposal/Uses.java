// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.proposal;

import dev.orrery.ddl.importing.Layout;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Model;
import dev.orrery.models.rule.Proposal;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file of a model in which uses of a JSON path read a column instead.
 *
 * @param count how many
 * @param reason why the others do not; empty when there are none
 */
record Uses(String path, String text, int count, String reason) {

    static Uses none() {
        return new Uses("", "", 0, "its file is not the project's");
    }

    static Uses of(Model model, Proposal proposal, List<Proposal.Place> places) {
        String text = model.text().file().text();
        SortedMap<Integer, FileSpan> spans = new TreeMap<>(Comparator.reverseOrder());
        SortedMap<Integer, String> columns = new TreeMap<>();
        String reason = "";
        for (Proposal.Place place : places) {
            if (!place.from().equals(proposal.table())) {
                reason = "reads it through '" + place.from() + "', which would have to hand '" + proposal.column()
                        + "' on";
                continue;
            }
            FileSpan span = model.span(place.expression().at());
            Optional<String> column = column(place.opened(), proposal.column());
            if (column.isEmpty() || !isWritten(text.substring(span.start(), span.end()), place.expression())) {
                reason = "is written with a macro or a variable there";
                continue;
            }
            spans.put(span.start(), span);
            columns.put(span.start(), column.get());
        }
        StringBuilder edited = new StringBuilder(text);
        List<FileSpan> done = new ArrayList<>();
        spans.forEach((start, span) -> {
            edited.replace(span.start(), span.end(), columns.getOrDefault(start, proposal.column()));
            done.add(span);
        });
        return new Uses(model.path(), Layout.likeBefore(text, edited.toString()), done.size(), reason);
    }

    /** {@code t.data} becomes {@code t.city}. */
    private static Optional<String> column(Expression opened, String column) {
        if (!(opened instanceof Reference.Column reference)) {
            return Optional.empty();
        }
        List<Identifier> parts = new ArrayList<>(reference.name().parts());
        parts.set(parts.size() - 1, Identifier.of(column));
        return Optional.of(SqlPrinter.print(new Reference.Column(new Name(parts))));
    }

    private static boolean isWritten(String text, Expression expression) {
        try {
            return SqlParser.parseExpression(text).equals(expression);
        } catch (SyntaxException e) {
            return false;
        }
    }
}
