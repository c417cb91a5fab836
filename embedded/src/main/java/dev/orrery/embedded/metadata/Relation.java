// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.models.catalog.Column;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the server makes of what it knows, each value as the text that StarRocks prints.
 *
 * @param rows one value a column, null for NULL
 */
public record Relation(List<Column> columns, List<@Nullable String[]> rows) {
    public Relation {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** As the result of a statement. */
    public Answer.Rows answer() {
        List<ResultColumn> header = columns.stream()
                .map(column -> new ResultColumn(column.name(), column.type(), column.nullable()))
                .toList();
        Iterator<@Nullable String[]> iterator = rows.iterator();
        return new Answer.Rows(header, new Answer.RowSource() {
            @Override
            public @Nullable String @Nullable [] next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        });
    }
}
