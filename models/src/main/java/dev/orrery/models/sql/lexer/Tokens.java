// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.lexer;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one stretch of text, without an object for each; the last one is {@link TokenKind#END}. Comments are
 * kept beside them.
 */
public final class Tokens {
    private static final int QUOTED_NAME = TokenKind.QUOTED_NAME.id();

    private final String source;
    private final char[] text;
    private final Spellings spellings;
    private final int count;

    /** By {@link TokenKind#id}; behind the last token stand zeros. */
    private final short[] kinds;

    /** Offset of the first character in the upper half, of the one after the last in the lower. */
    private final long[] spans;

    private final boolean arrows;
    private final boolean escapes;
    private final List<Comment> comments;
    private int @Nullable [] partners;

    Tokens(
            String source,
            char[] text,
            int count,
            short[] kinds,
            long[] spans,
            boolean arrows,
            boolean escapes,
            List<Comment> comments) {
        this.source = source;
        this.text = text;
        this.spellings = new Spellings(source, text, count);
        this.count = count;
        this.kinds = kinds;
        this.spans = spans;
        this.arrows = arrows;
        this.escapes = escapes;
        this.comments = comments;
    }

    /** The characters of the whole text up to the last token; what stands behind them is no part of it. */
    public char[] text() {
        return text;
    }

    public int count() {
        return count;
    }

    public TokenKind kind(int token) {
        return TokenKind.of(kinds[token]);
    }

    /** Offset in the whole text. */
    public int start(int token) {
        return (int) (spans[token] >>> Integer.SIZE);
    }

    /** Offset in the whole text of what follows the token. */
    public int end(int token) {
        return (int) spans[token];
    }

    public short[] kinds() {
        return kinds;
    }

    public long[] spans() {
        return spans;
    }

    /** Whether there is an arrow among them: without one, nothing is a lambda. */
    public boolean hasArrows() {
        return arrows;
    }

    /** In order, hints among them. */
    public List<Comment> comments() {
        return comments;
    }

    /** Of a bracket the index of the one that closes or opens it; -1 where there is none. */
    public int partner(int token) {
        int[] known = partners;
        if (known == null) {
            // Few texts are asked for them.
            known = paired();
            partners = known;
        }
        return known[token];
    }

    /** A copy of all {@linkplain #partner partners}. */
    public int[] partners() {
        return paired();
    }

    private int[] paired() {
        int[] pairs = new int[count];
        Arrays.fill(pairs, -1);
        int[] open = new int[count];
        int depth = 0;
        for (int i = 0; i < count; i++) {
            TokenKind opener = opener(kind(i));
            if (opener == null) {
                continue;
            }
            if (opener == kind(i)) {
                open[depth++] = i;
            } else if (depth > 0 && kind(open[depth - 1]) == opener) {
                int partner = open[--depth];
                pairs[partner] = i;
                pairs[i] = partner;
            } else if (opener == TokenKind.LEFT_PAREN && depth > 0 && kind(open[depth - 1]) == TokenKind.LEFT_BRACKET) {
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
        long span = spans[token];
        return spellings.of((int) (span >>> Integer.SIZE), (int) span);
    }

    /** The value of a string token, with quotes and escapes resolved as StarRocks does. */
    public String stringValue(int token) {
        int from = start(token) + 1;
        int to = end(token) - 1;
        char quote = text[from - 1];
        for (int i = from; escapes && i < to; i++) {
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
    public String name(int token) {
        String written = written(token);
        return kinds[token] == QUOTED_NAME ? written.replace("`", "") : written;
    }
}
