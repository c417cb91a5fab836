// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.SyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a text into {@link Tokens}, in one pass over its characters; comments are kept beside them. */
final class Lexer {
    /** The ASCII characters that a name may hold; it may hold all others too. */
    private static final boolean[] NAME_PARTS = new boolean[0x80];

    /** Signs that are a token whatever follows, by their character. */
    private static final @Nullable TokenKind[] SIGNS = new @Nullable TokenKind[0x80];

    /** Letters with which nothing but a word can begin. */
    private static final boolean[] PLAIN_STARTS = new boolean[0x80];

    static {
        SIGNS[','] = TokenKind.COMMA;
        SIGNS[';'] = TokenKind.SEMICOLON;
        SIGNS['*'] = TokenKind.STAR;
        SIGNS['+'] = TokenKind.PLUS;
        SIGNS['%'] = TokenKind.PERCENT;
        SIGNS['('] = TokenKind.LEFT_PAREN;
        SIGNS[')'] = TokenKind.RIGHT_PAREN;
        for (char c = 'A'; c <= 'Z'; c++) {
            PLAIN_STARTS[c] = c != 'X';
            PLAIN_STARTS[c + 'a' - 'A'] = c != 'X';
        }
        PLAIN_STARTS['_'] = true;
        for (char c = 0; c < NAME_PARTS.length; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            NAME_PARTS[c] = letter || isDigit(c) || c == '_' || c == '$';
        }
    }

    private final char[] text;
    private final int limit;
    private final Variables variables;
    private int at;
    private int count;

    /** Where the last dot ended: the word that begins there is a name. */
    private int dotEnd = -1;

    private TokenKind[] kinds;
    private int[] starts;
    private int[] ends;
    private boolean arrows;
    private List<Tokens.Comment> comments = List.of();

    /** What {@code ${name}} is. */
    enum Variables {
        /** Nothing that StarRocks knows. */
        REFUSED,
        /** A name, or a part of one: for files whose variables are not replaced yet. */
        NAMES
    }

    private Lexer(String source, int from, int limit, Variables variables) {
        this.variables = variables;
        this.text = source.toCharArray();
        this.at = from;
        this.limit = limit;
        // Dense SQL has a token for every three characters: growing costs more than a few places left over.
        int guess = (limit - from) / 3 + 8;
        this.kinds = new TokenKind[guess];
        this.starts = new int[guess];
        this.ends = new int[guess];
    }

    /**
     * @throws SyntaxException at a character that cannot begin a token, and at a quote or comment that never ends
     */
    static Tokens read(String text, int from, int limit) {
        return read(text, from, limit, Variables.REFUSED);
    }

    static Tokens read(String text, int from, int limit, Variables variables) {
        Lexer lexer = new Lexer(text, from, limit, variables);
        lexer.run();
        return new Tokens(
                text, lexer.text, lexer.count, lexer.kinds, lexer.starts, lexer.ends, lexer.arrows, lexer.comments);
    }

    /** Blanks, ASCII words and signs of one character are most of a text: they are read here, without another call. */
    private void run() {
        char[] characters = text;
        int end = limit;
        int next = at;
        while (true) {
            while (next < end && characters[next] <= ' ') {
                next++;
            }
            at = next;
            if (next < end && characters[next] < SIGNS.length) {
                char c = characters[next];
                TokenKind sign = SIGNS[c];
                if (sign != null) {
                    add(sign, next, next + 1);
                    next++;
                    continue;
                }
                if (PLAIN_STARTS[c]) {
                    next = plainWord(next);
                    continue;
                }
            }
            skipBlanksAndComments();
            if (at >= end) {
                add(TokenKind.END, at, at);
                return;
            }
            token();
            next = at;
        }
    }

    private int plainWord(int start) {
        char[] characters = text;
        int most = limit;
        long letters = Keywords.code(characters[start]);
        int end = start + 1;
        while (end < most) {
            int code = Keywords.code(characters[end]);
            if (code == 0) {
                break;
            }
            letters = Keywords.and(letters, code);
            end++;
        }
        boolean more = end < most && (characters[end] >= NAME_PARTS.length || characters[end] == '{');
        if (more) {
            word(start);
            return at;
        }
        // After a dot any word is a name: `t.order`.
        add(afterDot(start) ? TokenKind.NAME : Keywords.of(letters, characters, start, end), start, end);
        return end;
    }

    private void skipBlanksAndComments() {
        while (at < limit) {
            char c = text[at];
            if (isBlank(c)) {
                int next = at + 1;
                while (next < limit && isBlank(text[next])) {
                    next++;
                }
                at = next;
            } else if (c == '-' && peek(1) == '-') {
                int start = at;
                while (at < limit && text[at] != '\n') {
                    at++;
                }
                comment(start, false);
            } else if (c == '/' && peek(1) == '*') {
                blockComment();
            } else {
                return;
            }
        }
    }

    private void blockComment() {
        int start = at;
        boolean hint = peek(2) == '+';
        at += 2;
        while (at < limit && !(text[at] == '*' && peek(1) == '/')) {
            at++;
        }
        if (at >= limit) {
            throw unclosed(start, start + 2, "the comment that begins here is never closed", "close it with '*/'");
        }
        at += 2;
        comment(start, hint);
    }

    private void comment(int start, boolean hint) {
        if (comments.isEmpty()) {
            comments = new ArrayList<>();
        }
        comments.add(new Tokens.Comment(start, at, count, hint));
    }

    private void token() {
        char c = text[at];
        int start = at;
        if (c == '\'') {
            quoted(start, c, TokenKind.SINGLE_QUOTED);
        } else if (isNameStart(c)) {
            if ((c == 'x' || c == 'X') && (peek(1) == '\'' || peek(1) == '"')) {
                at++;
                quoted(start, text[at], TokenKind.HEX_STRING);
            } else if (c == '$' && peek(1) == '$') {
                attachment();
            } else {
                word(start);
            }
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)) && !afterName())) {
            number(start);
        } else if (c == '"') {
            quoted(start, c, TokenKind.DOUBLE_QUOTED);
        } else if (c == '`') {
            quoted(start, c, TokenKind.QUOTED_NAME);
        } else {
            symbol(c);
        }
    }

    private void word(int start) {
        int end = start + 1;
        while (end < limit && isNamePart(text[end])) {
            end++;
        }
        at = end;
        if (variables == Variables.NAMES) {
            while (at < limit && (isNamePart(text[at]) || beginsVariable())) {
                at++;
            }
        }
        // After a dot any word is a name: `t.order`.
        if (text[start] >= '\u2000') {
            refuseTypography(start);
        }
        TokenKind kind = afterDot(start) ? TokenKind.NAME : Keywords.of(text, start, at);
        add(kind, start, at);
    }

    /** At the brace of {@code ${name}}, which is passed up to its last character. */
    private boolean beginsVariable() {
        if (text[at] != '{' || text[at - 1] != '$') {
            return false;
        }
        int end = at;
        while (end < limit && text[end] != '}' && text[end] != '\n') {
            end++;
        }
        boolean closed = end < limit && text[end] == '}';
        at = closed ? end : at;
        return closed;
    }

    /** StarRocks would read them as letters of a name, which nobody means. */
    private void refuseTypography(int start) {
        char c = text[start];
        String help = switch (c) {
            case '\u2018', '\u2019', '\u201A', '\u201C', '\u201D', '\u201E' ->
                "quotes are straight: 'text', and `name` for names";
            case '\uFF0C', '\uFF1B', '\uFF08', '\uFF09', '\uFF1D' -> "signs are those of the Latin keyboard: , ; ( ) =";
            case '\u2013', '\u2014', '\u2212' -> "write -";
            default -> "";
        };
        if (!help.isEmpty()) {
            throw SyntaxException.in(
                    text, start, start + 1, ModelCode.FOREIGN_SYNTAX, "'" + c + "' is no sign of SQL", help);
        }
    }

    private void number(int start) {
        if (afterDot(start)) {
            word(start);
            return;
        }
        TokenKind kind = TokenKind.WHOLE_NUMBER;
        skipDigits();
        if (at < limit && text[at] == '.' && !(peek(1) == '.')) {
            kind = TokenKind.DECIMAL_NUMBER;
            at++;
            skipDigits();
        }
        if (at < limit && (text[at] == 'e' || text[at] == 'E') && exponentFollows()) {
            kind = TokenKind.DOUBLE_NUMBER;
            at += isDigit(peek(1)) ? 1 : 2;
            skipDigits();
        }
        if (kind != TokenKind.DECIMAL_NUMBER && at < limit && isNamePart(text[at]) && onlyNameParts(start)) {
            while (at < limit && isNamePart(text[at])) {
                at++;
            }
            kind = TokenKind.NAME;
        }
        add(kind, start, at);
    }

    private boolean exponentFollows() {
        char next = peek(1);
        return isDigit(next) || ((next == '+' || next == '-') && isDigit(peek(2)));
    }

    private boolean onlyNameParts(int start) {
        for (int i = start; i < at; i++) {
            if (!isNamePart(text[i])) {
                return false;
            }
        }
        return true;
    }

    private void skipDigits() {
        while (at < limit && isDigit(text[at])) {
            at++;
        }
    }

    private void quoted(int start, char quote, TokenKind kind) {
        at++;
        while (at < limit) {
            char c = text[at];
            if (c == '\\' && quote != '`') {
                at++;
            } else if (c == quote) {
                if (peek(1) != quote) {
                    at++;
                    add(kind, start, at);
                    return;
                }
                at++;
            }
            at++;
        }
        throw unclosed(
                start,
                start + 1,
                "the " + (quote == '`' ? "name" : "string") + " that begins here is never closed",
                "close it with " + quote + (quote == '`' ? "" : "; a quote inside a string is written twice"));
    }

    private void attachment() {
        int start = at;
        at += 2;
        while (at < limit && !(text[at] == '$' && peek(1) == '$')) {
            at++;
        }
        if (at >= limit) {
            throw unclosed(start, start + 2, "the function body that begins here is never closed", "close it with $$");
        }
        at += 2;
        add(TokenKind.ATTACHMENT, start, at);
    }

    private SyntaxException unclosed(int start, int end, String message, String help) {
        return SyntaxException.in(text, start, end, ModelCode.UNCLOSED_QUOTE, message, help);
    }

    private void symbol(char c) {
        switch (c) {
            case '(' -> take(TokenKind.LEFT_PAREN, 1);
            case ')' -> take(TokenKind.RIGHT_PAREN, 1);
            case '[' -> take(TokenKind.LEFT_BRACKET, 1);
            case ']' -> take(TokenKind.RIGHT_BRACKET, 1);
            case '{' -> take(TokenKind.LEFT_BRACE, 1);
            case '}' -> take(TokenKind.RIGHT_BRACE, 1);
            case ',' -> take(TokenKind.COMMA, 1);
            case ';' -> take(TokenKind.SEMICOLON, 1);
            case ':' -> take(TokenKind.COLON, 1);
            case '?' -> take(TokenKind.QUESTION, 1);
            case '@' -> take(TokenKind.AT, 1);
            case '*' -> take(TokenKind.STAR, 1);
            case '+' -> take(TokenKind.PLUS, 1);
            case '/' -> take(TokenKind.SLASH, 1);
            case '%' -> take(TokenKind.PERCENT, 1);
            case '^' -> take(TokenKind.CARET, 1);
            case '~' -> take(TokenKind.TILDE, 1);
            case '.' -> {
                boolean dots = peek(1) == '.' && peek(2) == '.';
                take(dots ? TokenKind.DOTS : TokenKind.DOT, dots ? 3 : 1);
                dotEnd = dots ? -1 : at;
            }
            default -> operator(c);
        }
    }

    private void operator(char c) {
        char next = peek(1);
        switch (c) {
            case '-' -> {
                arrows |= next == '>';
                either(next == '>', TokenKind.ARROW, TokenKind.MINUS_SIGN);
            }
            case '&' -> either(next == '&', TokenKind.AND_SIGN, TokenKind.AMPERSAND);
            case '|' -> either(next == '|', TokenKind.OR_SIGN, TokenKind.BAR);
            case '!' -> either(next == '=', TokenKind.NOT_EQUAL, TokenKind.BANG);
            case '>' -> either(next == '=', TokenKind.GREATER_OR_EQUAL, TokenKind.GREATER_SIGN);
            case '=' -> {
                if (next == '>') {
                    take(TokenKind.NAMED, 2);
                } else {
                    take(TokenKind.EQUAL, next == '=' ? 2 : 1);
                }
            }
            case '<' -> {
                if (next == '=' && peek(2) == '>') {
                    take(TokenKind.NULL_SAFE_EQUAL, 3);
                } else if (next == '>') {
                    take(TokenKind.NOT_EQUAL, 2);
                } else {
                    either(next == '=', TokenKind.LESS_OR_EQUAL, TokenKind.LESS_SIGN);
                }
            }
            default -> throw unknown(c);
        }
    }

    private SyntaxException unknown(char c) {
        String shown = c < ' ' || Character.isSurrogate(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        String help = c == '#' ? "comments begin with '--' or '/*' in StarRocks" : "remove it, or put it in quotes";
        return SyntaxException.in(text, at, at + 1, ModelCode.SYNTAX, "'" + shown + "' cannot stand here", help);
    }

    private void either(boolean two, TokenKind longer, TokenKind shorter) {
        take(two ? longer : shorter, two ? 2 : 1);
    }

    private void take(TokenKind kind, int length) {
        add(kind, at, at + length);
        at += length;
    }

    private void add(TokenKind kind, int start, int end) {
        if (count == kinds.length) {
            int size = count + count / 2;
            kinds = Arrays.copyOf(kinds, size);
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
        }
        kinds[count] = kind;
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    private boolean afterDot(int start) {
        return dotEnd == start;
    }

    private boolean afterName() {
        return count > 0
                && ends[count - 1] == at
                && (kinds[count - 1].isWord()
                        || kinds[count - 1] == TokenKind.NAME
                        || kinds[count - 1] == TokenKind.QUOTED_NAME);
    }

    private char peek(int distance) {
        return at + distance < limit ? text[at + distance] : '\0';
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00A0' || c == '\u3000' || c == '\uFEFF';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c >= NAME_PARTS.length || (NAME_PARTS[c] && !isDigit(c));
    }

    private static boolean isNamePart(char c) {
        return c >= NAME_PARTS.length || NAME_PARTS[c];
    }
}
