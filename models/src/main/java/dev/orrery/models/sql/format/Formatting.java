// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.format;

import dev.orrery.models.sql.parser.StatementReader;
import dev.orrery.models.sql.tree.Administrative;

/** Formats a text, and makes sure that it says the same afterwards. */
public final class Formatting {
    private Formatting() {}

    public static String format(String sql) {
        StatementReader.Marked marked = StatementReader.marked(sql);
        boolean kept = marked.statements().isEmpty()
                || marked.statements().stream().anyMatch(Administrative.class::isInstance);
        if (kept) {
            // Administrative statements are understood only by their first words: which words are names is not known.
            return sql.strip() + "\n";
        }
        String formatted = Layout.of(marked);
        if (!StatementReader.marked(formatted).statements().equals(marked.statements())) {
            throw new IllegalStateException("formatting changed the meaning of: " + sql);
        }
        return formatted;
    }
}
