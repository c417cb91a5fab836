// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A statement cut at its parameters: every {@code ?} that is not in a string, a quoted name or a comment. */
public final class StatementTemplate {
    private final List<String> pieces;

    private StatementTemplate(List<String> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    public static StatementTemplate parse(String sql) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < sql.length()) {
            if (sql.charAt(at) == '?') {
                pieces.add(sql.substring(start, at));
                start = at + 1;
                at = start;
            } else {
                at = next(sql, at);
            }
        }
        pieces.add(sql.substring(start));
        return new StatementTemplate(pieces);
    }

    public int parameters() {
        return pieces.size() - 1;
    }

    /**
     * The statement with a literal at each parameter.
     *
     * @param literals SQL text, one a parameter
     */
    public String bind(List<String> literals) {
        if (literals.size() != parameters()) {
            throw new IllegalArgumentException(literals.size() + " literals for " + parameters() + " parameters");
        }
        StringBuilder sql = new StringBuilder(pieces.get(0));
        for (int i = 0; i < literals.size(); i++) {
            // A blank before it keeps "x-?" from becoming the comment "x--1".
            sql.append(' ').append(literals.get(i)).append(pieces.get(i + 1));
        }
        return sql.toString();
    }

    /** With NULL for every parameter: enough to ask for the columns. */
    public String bindNulls() {
        return bind(Collections.nCopies(parameters(), "NULL"));
    }

    private static int next(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return afterQuoted(sql, at, c);
        }
        if (sql.startsWith("--", at)) {
            return after(sql, "\n", at + 2);
        }
        if (sql.startsWith("/*", at)) {
            return after(sql, "*/", at + 2);
        }
        return at + 1;
    }

    private static int afterQuoted(String sql, int from, char quote) {
        int at = from + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\' && quote != '`') {
                at += 2;
            } else if (c == quote) {
                return at + 1;
            } else {
                at++;
            }
        }
        return sql.length();
    }

    private static int after(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }
}
