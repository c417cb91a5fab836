// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.printer.SqlWriter;
import java.util.Locale;

/**
 * The normal spelling of a run of tokens that the tree keeps as text: words of the grammar in upper case, strings in double
 * quotes, single blanks. Reading the result gives the same tokens, and so the same spelling.
 */
final class Spelling {
    private Spelling() {}

    /**
     * The tokens as they were written, a single blank where there were blanks or comments, and the hints: nobody knows
     * which of the words are names.
     */
    static String kept(Tokens tokens, int from, int to) {
        StringBuilder out = new StringBuilder();
        int hint = 0;
        for (int i = from; i < to; i++) {
            if (i > from && tokens.end(i - 1) < tokens.start(i)) {
                out.append(' ');
            }
            while (hint < tokens.comments().size()
                    && tokens.comments().get(hint).token() <= i) {
                Tokens.Comment comment = tokens.comments().get(hint++);
                if (comment.hint() && comment.token() == i && i > from) {
                    out.append(tokens.text(), comment.start(), comment.end() - comment.start())
                            .append(' ');
                }
            }
            out.append(tokens.text(), tokens.start(i), tokens.end(i) - tokens.start(i));
        }
        return out.toString();
    }

    static String of(TokenCursor cursor, int from, int to) {
        Tokens tokens = cursor.tokens();
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from && spaced(tokens, i)) {
                out.append(' ');
            }
            append(out, tokens, i, cursor.wasName(i));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Tokens tokens, int token, boolean name) {
        TokenKind kind = tokens.kind(token);
        if (kind.isString()) {
            out.append(SqlWriter.doubleQuoted(tokens.stringValue(token)));
        } else if (kind == TokenKind.QUOTED_NAME) {
            out.append(SqlWriter.name(tokens.name(token)));
        } else if (!name && (kind.isWord() || kind == TokenKind.NAME)) {
            out.append(tokens.written(token).toUpperCase(Locale.ROOT));
        } else {
            out.append(tokens.text(), tokens.start(token), tokens.end(token) - tokens.start(token));
        }
    }

    private static boolean spaced(Tokens tokens, int token) {
        TokenKind before = tokens.kind(token - 1);
        TokenKind kind = tokens.kind(token);
        boolean touches = tokens.end(token - 1) == tokens.start(token);
        switch (kind) {
            case RIGHT_PAREN, RIGHT_BRACKET, COMMA, DOT, SEMICOLON -> {
                return false;
            }
            case LEFT_PAREN, LEFT_BRACKET -> {
                return before.isWord()
                        || (before != TokenKind.NAME && before != TokenKind.QUOTED_NAME && !opens(before));
            }
            case AT -> {
                // `user@host` is one thing, `a = @b` is not.
                boolean user = before.isString() || before.isName();
                return !(touches && user) && !opens(before) && before != TokenKind.AT;
            }
            case COLON -> {
                return !touches && !opens(before);
            }
            default -> {
                return !opens(before) && !(touches && sticks(before));
            }
        }
    }

    private static boolean opens(TokenKind kind) {
        return kind == TokenKind.LEFT_PAREN || kind == TokenKind.LEFT_BRACKET || kind == TokenKind.DOT;
    }

    private static boolean sticks(TokenKind kind) {
        return kind == TokenKind.AT || kind == TokenKind.COLON || kind == TokenKind.MINUS_SIGN;
    }
}
