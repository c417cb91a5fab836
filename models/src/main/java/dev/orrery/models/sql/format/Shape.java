// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.format;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.parser.StatementReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** How the tokens of a text stand to each other: what encloses what, where blanks go, which words are keywords. */
final class Shape {
    private final Tokens tokens;
    private final BitSet names;
    private final int[] partners;
    private final BitSet angles = new BitSet();
    private final List<List<Tokens.Comment>> comments;

    Shape(StatementReader.Marked marked) {
        this.tokens = marked.tokens();
        this.names = marked.names();
        this.partners = tokens.partners();
        this.comments = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            comments.add(new ArrayList<>(0));
        }
        tokens.comments().forEach(comment -> comments.get(comment.token()).add(comment));
        pairCases();
        markAngles();
        pairBounds();
    }

    /** CASE and END enclose as brackets do. */
    private void pairCases() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.count(); i++) {
            if (is(i, TokenKind.CASE)) {
                open.push(i);
            } else if (is(i, TokenKind.END_WORD) && !open.isEmpty()) {
                pair(open.pop(), i);
            }
        }
    }

    /** The signs around the element types of ARRAY, MAP and STRUCT enclose as brackets do. */
    private void markAngles() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 1; i < tokens.count(); i++) {
            TokenKind kind = tokens.kind(i);
            boolean opens = kind == TokenKind.LESS_SIGN && !names.get(i - 1) && isNestedType(tokens.kind(i - 1));
            if (opens) {
                open.push(i);
                angles.set(i);
            } else if (kind == TokenKind.GREATER_SIGN && !open.isEmpty()) {
                pair(open.pop(), i);
                angles.set(i);
            }
        }
    }

    /** The bounds of a partition, half open: {@code VALUES [("a"), ("b"))}. */
    private void pairBounds() {
        for (int i = 1; i < tokens.count(); i++) {
            if (kind(i) == TokenKind.LEFT_BRACKET && partners[i] < 0 && is(i - 1, TokenKind.VALUES)) {
                int closing = i + 1;
                while (closing < tokens.count() && kind(closing) != TokenKind.RIGHT_PAREN) {
                    closing = closing(closing) + 1;
                }
                if (closing < tokens.count()) {
                    pair(i, closing);
                }
            }
        }
    }

    private void pair(int opening, int closing) {
        partners[opening] = closing;
        partners[closing] = opening;
    }

    private static boolean isNestedType(TokenKind kind) {
        return kind == TokenKind.ARRAY || kind == TokenKind.MAP || kind == TokenKind.STRUCT;
    }

    TokenKind kind(int token) {
        return tokens.kind(token);
    }

    /** Whether the token is this word or sign, and no name. */
    boolean is(int token, TokenKind kind) {
        return token >= 0 && token < tokens.count() && tokens.kind(token) == kind && !names.get(token);
    }

    /** The bracket or END that closes this token; the token itself where it opens nothing. */
    int closing(int token) {
        return partners[token] > token ? partners[token] : token;
    }

    List<Tokens.Comment> comments(int token) {
        return comments.get(token);
    }

    String text(Tokens.Comment comment) {
        return new String(tokens.text(), comment.start(), comment.end() - comment.start())
                .replace("\r\n", "\n")
                .stripTrailing();
    }

    boolean isLine(Tokens.Comment comment) {
        return tokens.text()[comment.start()] == '-';
    }

    /** Whether the comment stands on the line of the token before it. */
    boolean follows(Tokens.Comment comment, int token) {
        if (token == 0) {
            return false;
        }
        for (int i = tokens.end(token - 1); i < comment.start(); i++) {
            if (tokens.text()[i] == '\n') {
                return false;
            }
        }
        return true;
    }

    boolean hasComments(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (!comments.get(i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The token as it is printed: keywords in upper case, everything else as written. */
    String text(int token) {
        TokenKind kind = tokens.kind(token);
        boolean keyword = !names.get(token) && (kind.isWord() || kind == TokenKind.NAME);
        String written = tokens.written(token);
        return keyword ? written.toUpperCase(Locale.ROOT) : written;
    }

    /** Whether a blank stands before the token when it is on the same line as the one before it. */
    boolean spaced(int token) {
        TokenKind before = tokens.kind(token - 1);
        if (angles.get(token)) {
            return false;
        }
        if (angles.get(token - 1)) {
            return before == TokenKind.GREATER_SIGN && !closes(tokens.kind(token)) && !opens(tokens.kind(token));
        }
        if (opens(before) || before == TokenKind.DOT || isSign(token - 1)) {
            return false;
        }
        return switch (tokens.kind(token)) {
            case RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE, COMMA, SEMICOLON, DOT, COLON -> false;
            case LEFT_PAREN -> spacedParenthesis(token);
            case LEFT_BRACKET, LEFT_BRACE -> isKeyword(token - 1) && !isNestedType(before);
            default -> !(before == TokenKind.COLON && inSlice(token));
        };
    }

    private static boolean opens(TokenKind kind) {
        return kind == TokenKind.LEFT_PAREN || kind == TokenKind.LEFT_BRACKET || kind == TokenKind.LEFT_BRACE;
    }

    private static boolean closes(TokenKind kind) {
        return kind == TokenKind.RIGHT_PAREN || kind == TokenKind.RIGHT_BRACKET || kind == TokenKind.COMMA;
    }

    private boolean spacedParenthesis(int token) {
        TokenKind before = tokens.kind(token - 1);
        if (!isKeyword(token - 1)) {
            return before != TokenKind.NAME && before != TokenKind.QUOTED_NAME && !before.isWord();
        }
        return switch (before) {
            case CAST, CONVERT, EXTRACT, HASH, ROLLUP, CUBE, START, EVERY, RANGE, LIST, TABLE -> false;
            case CHAR, VARCHAR, DECIMAL, DECIMAL32, DECIMAL64, DECIMAL128, DECIMAL256, DECIMALV2 -> false;
            case NUMERIC, NUMBER, INT, INTEGER, BIGINT, SMALLINT, TINYINT, LARGEINT, VARBINARY, BINARY -> false;
            default -> true;
        };
    }

    private boolean isKeyword(int token) {
        TokenKind kind = tokens.kind(token);
        return !names.get(token) && (kind.isWord() || kind == TokenKind.NAME);
    }

    /** A sign before its one operand. */
    private boolean isSign(int token) {
        return switch (tokens.kind(token)) {
            case BANG, TILDE, AT -> true;
            case MINUS_SIGN, PLUS -> token == 0 || beginsOperand(token - 1);
            default -> false;
        };
    }

    /** Whether an operand, and no operator, must follow the token. */
    private boolean beginsOperand(int token) {
        TokenKind kind = tokens.kind(token);
        if (names.get(token)) {
            return false;
        }
        return switch (kind) {
            case NULL, TRUE, FALSE, END_WORD, INTEGER -> false;
            case RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE, QUESTION, QUOTED_NAME -> false;
            case WHOLE_NUMBER, DECIMAL_NUMBER, DOUBLE_NUMBER, SINGLE_QUOTED, DOUBLE_QUOTED, HEX_STRING -> false;
            default -> true;
        };
    }

    private boolean inSlice(int token) {
        int depth = 0;
        for (int i = token - 1; i >= 0; i--) {
            switch (tokens.kind(i)) {
                case RIGHT_BRACKET, RIGHT_PAREN, RIGHT_BRACE -> depth++;
                case LEFT_BRACKET, LEFT_PAREN, LEFT_BRACE -> {
                    if (depth-- == 0) {
                        return tokens.kind(i) == TokenKind.LEFT_BRACKET;
                    }
                }
                default -> {}
            }
        }
        return false;
    }
}
