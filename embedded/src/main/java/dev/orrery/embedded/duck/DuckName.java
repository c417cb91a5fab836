// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

/** Names and texts as DuckDB reads them: the one place that quotes for it. */
public final class DuckName {
    private DuckName() {}

    /** {@code "a""b"}. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** {@code 'it''s'}. */
    public static String literal(String text) {
        if (text.indexOf('\0') >= 0) {
            // DuckDB's parser ends a statement at a zero character.
            return "('" + text.replace("'", "''").replace("\0", "' || chr(0) || '") + "')";
        }
        return "'" + text.replace("'", "''") + "'";
    }
}
