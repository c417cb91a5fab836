// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one stretch of text, in parallel arrays; the last one is {@link TokenKind#END}. Comments are kept
 * beside them.
 */
public final class Tokens {
    private final String source;
    private final char[] text;
    private final int count;
    private final TokenKind[] kinds;
    private final int[] starts;
    private final int[] ends;
    private final boolean arrows;
    private final List<Comment> comments;
    private int @Nullable [] partners;

    Tokens(
            String source,
            char[] text,
            int count,
            TokenKind[] kinds,
            int[] starts,
            int[] ends,
            boolean arrows,
            List<Comment> comments) {
        this.source = source;
        this.text = text;
        this.count = count;
        this.kinds = kinds;
        this.starts = starts;
        this.ends = ends;
        this.arrows = arrows;
        this.comments = comments;
    }

    /** The characters of the whole text. */
    public char[] text() {
        return text;
    }

    public int count() {
        return count;
    }

    /** At least {@link #count} long, as the other arrays. */
    public TokenKind[] kinds() {
        return kinds;
    }

    /** Offsets in the whole text. */
    public int[] starts() {
        return starts;
    }

    public int[] ends() {
        return ends;
    }

    /** Whether there is an arrow among them: without one, nothing is a lambda. */
    boolean hasArrows() {
        return arrows;
    }

    /** In order, hints among them. */
    public List<Comment> comments() {
        return comments;
    }

    /** Of a bracket the index of the one that closes or opens it; -1 where there is none. */
    public int[] partners() {
        int[] known = partners;
        if (known == null) {
            // Few texts are asked for them.
            known = paired();
            partners = known;
        }
        return known;
    }

    private int[] paired() {
        int[] pairs = new int[count];
        Arrays.fill(pairs, -1);
        int[] open = new int[count];
        int depth = 0;
        for (int i = 0; i < count; i++) {
            TokenKind opener = opener(kinds[i]);
            if (opener == null) {
                continue;
            }
            if (opener == kinds[i]) {
                open[depth++] = i;
            } else if (depth > 0 && kinds[open[depth - 1]] == opener) {
                int partner = open[--depth];
                pairs[partner] = i;
                pairs[i] = partner;
            } else if (opener == TokenKind.LEFT_PAREN
                    && depth > 0
                    && kinds[open[depth - 1]] == TokenKind.LEFT_BRACKET) {
                // A half-open range of a partition: VALUES [("a"), ("b")).
                depth--;
            }
        }
        return pairs;
    }

    /** The bracket that opens what this one opens or closes; null for other tokens. */
    private static @Nullable TokenKind opener(TokenKind kind) {
        return switch (kind) {
            case LEFT_PAREN, RIGHT_PAREN -> TokenKind.LEFT_PAREN;
            case LEFT_BRACKET, RIGHT_BRACKET -> TokenKind.LEFT_BRACKET;
            case LEFT_BRACE, RIGHT_BRACE -> TokenKind.LEFT_BRACE;
            default -> null;
        };
    }

    /**
     * A comment.
     *
     * @param token index of the token that follows it
     * @param hint written as {@code /*+ … *}{@code /}
     */
    public record Comment(int start, int end, int token, boolean hint) {}

    public String written(int token) {
        return source.substring(starts[token], ends[token]);
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
        return source.substring(from, to);
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
