// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.sql.tree.ViewColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is said about a view or MV and its columns, in one list. */
final class Comments {
    private Comments() {}

    /** The object's comment, then one for each column in order; empty texts where there is none. */
    static List<String> of(Optional<String> own, List<ViewColumn> listed, List<Column> columns) {
        Map<String, String> written = new HashMap<>();
        for (ViewColumn column : listed) {
            column.comment()
                    .ifPresent(comment -> written.put(lower(column.name().text()), comment));
        }
        List<String> comments = new ArrayList<>();
        // Up to 3.x a server says MATERIALIZED_VIEW where nothing was written.
        comments.add(own.filter(text -> !text.equals("MATERIALIZED_VIEW")).orElse(""));
        for (Column column : columns) {
            comments.add(Optional.ofNullable(written.get(lower(column.name())))
                    .or(column::comment)
                    .orElse(""));
        }
        return comments;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
