// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.format;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.parser.StatementReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides where lines end: what fits stays on a line; else clauses begin lines, then the items of lists, then the
 * conditions between AND and OR, then what parentheses hold.
 */
final class Layout {
    private static final int WIDTH = 100;
    private static final int STEP = 2;

    private final Shape shape;
    private final Clauses clauses;
    private final StringBuilder out = new StringBuilder();
    private int lineStart;
    private boolean breakDue;

    private Layout(StatementReader.Marked marked) {
        this.shape = new Shape(marked);
        this.clauses = new Clauses(shape);
    }

    static String of(StatementReader.Marked marked) {
        Layout layout = new Layout(marked);
        Tokens tokens = marked.tokens();
        int from = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.SEMICOLON || tokens.kind(i) == TokenKind.END) {
                layout.statement(from, i);
                layout.leading(i, 0);
                if (tokens.kind(i) == TokenKind.SEMICOLON) {
                    layout.out.append(';');
                    layout.trailing(i + 1);
                }
                from = i + 1;
            }
        }
        return layout.out.toString().strip() + "\n";
    }

    private void statement(int from, int to) {
        if (from == to) {
            return;
        }
        if (out.length() > 0) {
            newline(0);
            out.append('\n');
            lineStart = out.length();
        }
        leading(from, 0);
        clauses(from, to, 0);
    }

    /** A run of clauses, each on a line of its own unless all fit on one. */
    private void clauses(int from, int to, int indent) {
        List<Integer> starts = clauses.starts(from, to);
        if (fits(from, to) && !clauses.explodes(from, to)) {
            flat(from, to, indent);
            return;
        }
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : to;
            if (i > 0) {
                newline(indent);
            }
            clause(starts.get(i), end, indent);
        }
    }

    private void clause(int from, int to, int indent) {
        if (fits(from, to) && !clauses.explodes(from, to)) {
            flat(from, to, indent);
            return;
        }
        int body = clauses.bodyOf(from, to);
        List<Integer> items = clauses.items(body, to);
        if (shape.is(from, TokenKind.WITH)) {
            flat(from, body, indent);
            items(items, to, indent, false);
        } else if (items.size() > 1 && clauses.isList(from)) {
            flat(from, body, indent);
            items(items, to, indent + STEP, true);
        } else {
            condition(from, to, indent);
        }
    }

    private void items(List<Integer> items, int to, int indent, boolean firstOnNewLine) {
        for (int i = 0; i < items.size(); i++) {
            int end = i + 1 < items.size() ? items.get(i + 1) : to;
            if (i > 0 || firstOnNewLine) {
                newline(indent);
            }
            condition(items.get(i), end, indent);
        }
    }

    /** Broken before each AND and OR, if it has to be broken. */
    private void condition(int from, int to, int indent) {
        List<Integer> parts = clauses.conditions(from, to);
        if (parts.size() == 1 || (fits(from, to) && !clauses.explodes(from, to))) {
            groups(from, to, indent);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            int end = i + 1 < parts.size() ? parts.get(i + 1) : to;
            if (i > 0) {
                newline(indent + STEP);
            }
            groups(parts.get(i), end, i == 0 ? indent : indent + STEP);
        }
    }

    /** Tokens in a row; a bracket that does not fit is opened over several lines. */
    private void groups(int from, int to, int indent) {
        int i = from;
        while (i < to) {
            int closing = shape.closing(i);
            boolean group = closing > i && closing < to;
            boolean opened = group && (!fits(i, tailOf(closing, to)) || clauses.explodes(i, closing + 1));
            token(i, indent);
            if (opened) {
                opened(i, closing, indent);
                i = closing;
            }
            i++;
        }
    }

    /** The token after the closing one that cannot begin a line. */
    private int tailOf(int closing, int to) {
        return closing + 1 < to && shape.kind(closing + 1) == TokenKind.COMMA ? closing + 2 : closing + 1;
    }

    private void opened(int opening, int closing, int indent) {
        if (shape.is(opening, TokenKind.CASE)) {
            branches(opening, closing, indent);
            return;
        }
        int from = opening + 1;
        if (from == closing) {
            token(closing, indent);
            return;
        }
        newline(indent + STEP);
        leading(from, indent + STEP);
        if (clauses.starts(from, closing).size() > 1) {
            clauses(from, closing, indent + STEP);
        } else {
            items(clauses.items(from, closing), closing, indent + STEP, false);
        }
        newline(indent);
        token(closing, indent);
    }

    private void branches(int opening, int closing, int indent) {
        int from = opening + 1;
        for (int i = from; i < closing; i = shape.closing(i) + 1) {
            if (shape.is(i, TokenKind.WHEN) || shape.is(i, TokenKind.ELSE)) {
                if (from < i) {
                    condition(from, i, indent + STEP);
                }
                newline(indent + STEP);
                from = i;
            }
        }
        condition(from, closing, indent + STEP);
        newline(indent);
        token(closing, indent);
    }

    private boolean fits(int from, int to) {
        if (shape.hasComments(from, to)) {
            return false;
        }
        int column = breakDue ? 0 : out.length() - lineStart;
        for (int i = from; i < to; i++) {
            column += shape.text(i).length() + (i > 0 && shape.spaced(i) ? 1 : 0);
            if (column > WIDTH) {
                return false;
            }
        }
        return true;
    }

    private void flat(int from, int to, int indent) {
        for (int i = from; i < to; i++) {
            token(i, indent);
        }
    }

    private void token(int token, int indent) {
        leading(token, indent);
        if (breakDue) {
            newline(indent + STEP);
        }
        if (!atLineStart() && token > 0 && (shape.spaced(token) || clauses.explodes(token, token + 1))) {
            out.append(' ');
        }
        out.append(shape.text(token));
        trailing(token + 1);
    }

    /** Comments on lines of their own before a token; what has been written once is not written again. */
    private void leading(int token, int indent) {
        for (Tokens.Comment comment : shape.comments(token)) {
            if (!shape.follows(comment, token)) {
                if (!atLineStart() || breakDue) {
                    newline(indent);
                }
                out.append(shape.text(comment));
                breakDue = true;
                newline(indent);
            }
        }
        shape.comments(token).clear();
    }

    /** Comments on the line of the token before them. */
    private void trailing(int token) {
        List<Tokens.Comment> comments = new ArrayList<>(shape.comments(token));
        for (Tokens.Comment comment : comments) {
            if (shape.follows(comment, token)) {
                out.append(' ').append(shape.text(comment));
                breakDue |= shape.isLine(comment);
                shape.comments(token).remove(comment);
            }
        }
    }

    private boolean atLineStart() {
        for (int i = lineStart; i < out.length(); i++) {
            if (out.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private void newline(int indent) {
        if (!atLineStart() || lineStart == 0) {
            if (out.length() > 0) {
                out.append('\n');
            }
            lineStart = out.length();
        } else {
            out.setLength(lineStart);
        }
        out.append(" ".repeat(indent));
        breakDue = false;
    }
}
