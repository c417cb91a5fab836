// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import java.util.List;

/**
 * The tokens of one stretch of text, in parallel arrays; the last one is {@link TokenKind#END}. Comments are kept
 * beside them.
 *
 * @param kinds at least {@code count} long, as the other arrays
 * @param starts offsets in the whole text
 * @param partners of a bracket the index of the one that closes or opens it; -1 where there is none
 * @param comments in order, hints among them
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the arrays are the point.
public record Tokens(
        char[] text, int count, TokenKind[] kinds, int[] starts, int[] ends, int[] partners, List<Comment> comments) {

    /**
     * A comment.
     *
     * @param token index of the token that follows it
     * @param hint written as {@code /*+ … *}{@code /}
     */
    public record Comment(int start, int end, int token, boolean hint) {}

    public String written(int token) {
        return new String(text, starts[token], ends[token] - starts[token]);
    }

    /** The value of a string token, with quotes and escapes resolved as StarRocks does. */
    String stringValue(int token) {
        int from = starts[token] + 1;
        int to = ends[token] - 1;
        char quote = text[starts[token]];
        for (int i = from; i < to; i++) {
            if (text[i] == quote || text[i] == '\\') {
                return unescaped(from, to, quote);
            }
        }
        return new String(text, from, to - from);
    }

    private String unescaped(int from, int to, char quote) {
        StringBuilder out = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            char c = text[i++];
            if (c == '\\' && i < to) {
                char escaped = text[i++];
                // LIKE needs to tell an escaped wildcard from a bare one.
                if (escaped == '_' || escaped == '%') {
                    out.append('\\');
                }
                out.append(escape(escaped));
            } else {
                if (c == quote && i < to && text[i] == quote) {
                    i++;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char escape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case '0' -> '\0';
            case 'Z' -> '\u001A';
            default -> c;
        };
    }

    /** The name that a token spells: back-quotes are dropped wherever they stand. */
    String name(int token) {
        String written = written(token);
        return kinds[token] == TokenKind.QUOTED_NAME ? written.replace("`", "") : written;
    }
}
