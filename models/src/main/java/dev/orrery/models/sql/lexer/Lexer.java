// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.lexer;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.SyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a text into {@link Tokens}, in one pass over its characters; comments are kept beside them. Behind the text stand
 * a few characters that can be no part of a token, so that nothing asks at each character whether the text is at its end.
 */
public final class Lexer {
    /** Stands behind the text; in a text it is no sign of SQL. */
    private static final char BEHIND = '\u007F';

    /** The most characters that are looked at ahead. */
    private static final int AHEAD = 3;

    /** By the ASCII character, what a token that begins with it can be. */
    private static final byte[] ROLES = new byte[0x80];

    private static final byte OTHER = 0;
    private static final byte BLANK = 1;
    private static final byte LETTER = 2;
    private static final byte SIGN = 3;
    private static final byte DIGIT = 4;
    private static final byte QUOTE = 5;
    private static final byte POINT = 6;
    private static final byte OPERATOR = 7;

    /** Signs that are a token whatever follows: the kind, by the character. */
    private static final short[] SIGNS = new short[0x80];

    private static final short NAME = (short) TokenKind.NAME.id();

    static {
        for (char c = 0; c <= ' '; c++) {
            ROLES[c] = BLANK;
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            ROLES[c] = LETTER;
            ROLES[c + 'a' - 'A'] = LETTER;
        }
        ROLES['_'] = LETTER;
        // X'0A' is a string.
        ROLES['X'] = OTHER;
        ROLES['x'] = OTHER;
        for (char c = '0'; c <= '9'; c++) {
            ROLES[c] = DIGIT;
        }
        ROLES['\''] = QUOTE;
        ROLES['.'] = POINT;
        for (char c : "=<>!&|".toCharArray()) {
            ROLES[c] = OPERATOR;
        }
        for (TokenKind kind : TokenKind.values()) {
            String sign = kind.shown();
            if (!kind.isWord() && sign.length() == 1 && ",;*+%()[]{}:?@^~".contains(sign)) {
                ROLES[sign.charAt(0)] = SIGN;
                SIGNS[sign.charAt(0)] = (short) kind.id();
            }
        }
    }

    private final char[] text;
    private final int limit;
    private final Variables variables;
    private int at;
    private int count;

    /** Where the last dot ended: the word that begins there is a name. */
    private int dotEnd = -1;

    private short[] kinds;
    private long[] spans;
    private boolean arrows;

    /** Whether a quoted text holds a backslash, or a quote written twice. */
    private boolean escapes;

    private List<Tokens.Comment> comments = List.of();

    /** What {@code ${name}} is. */
    public enum Variables {
        /** Nothing that StarRocks knows. */
        REFUSED,
        /** A name, or a part of one: for files whose variables are not replaced yet. */
        NAMES
    }

    private Lexer(String source, int from, int limit, Variables variables, LexerArrays arrays) {
        this.variables = variables;
        arrays.reserve(limit + AHEAD);
        this.text = arrays.text();
        source.getChars(0, limit, text, 0);
        Arrays.fill(text, limit, limit + AHEAD, BEHIND);
        this.at = from;
        this.limit = limit;
        this.kinds = arrays.kinds();
        this.spans = arrays.spans();
    }

    /**
     * @throws SyntaxException at a character that cannot begin a token, and at a quote or comment that never ends
     */
    public static Tokens read(String text, int from, int limit) {
        return read(text, from, limit, Variables.REFUSED);
    }

    public static Tokens read(String text, int from, int limit, Variables variables) {
        return read(text, from, limit, variables, new LexerArrays());
    }

    /**
     * All of a text, in arrays that served other texts before: their tokens are lost.
     *
     * @throws SyntaxException as {@link #read(String, int, int)}
     */
    public static Tokens read(String text, LexerArrays arrays) {
        return read(text, 0, text.length(), Variables.REFUSED, arrays);
    }

    private static Tokens read(String text, int from, int limit, Variables variables, LexerArrays arrays) {
        Lexer lexer = new Lexer(text, from, limit, variables, arrays);
        lexer.run();
        arrays.keep(lexer.kinds, lexer.spans);
        return new Tokens(
                text, lexer.text, lexer.count, lexer.kinds, lexer.spans, lexer.arrows, lexer.escapes, lexer.comments);
    }

    /** What most of a text is made of is read here; the rest, and the end, by {@link #rare}. */
    private void run() {
        char[] characters = text;
        int next = at;
        while (true) {
            char c = characters[next];
            // One blank, or none, stands between most tokens.
            next = c == ' ' ? next + 1 : next;
            c = characters[next];
            switch (c < ROLES.length ? ROLES[c] : OTHER) {
                case LETTER -> next = plainWord(characters, next);
                case SIGN -> {
                    add(SIGNS[c], next, next + 1);
                    next++;
                }
                case BLANK -> {
                    do {
                        next++;
                    } while (characters[next] <= ' ');
                }
                case QUOTE -> next = plainString(characters, next);
                case DIGIT -> next = plainNumber(characters, next);
                case POINT -> next = point(characters, next);
                case OPERATOR -> {
                    at = next;
                    operator(c);
                    next = at;
                }
                default -> {
                    at = next;
                    if (!rare()) {
                        return;
                    }
                    next = at;
                }
            }
        }
    }

    private int plainWord(char[] characters, int start) {
        long letters = Keywords.code(characters[start]);
        int end = start + 1;
        int code = Keywords.code(characters[end]);
        while (code != 0) {
            letters = Keywords.and(letters, code);
            code = Keywords.code(characters[++end]);
        }
        char last = characters[end];
        if (last >= ROLES.length || last == '{') {
            word(start);
            return at;
        }
        add(Keywords.of(letters, characters, start, end), start, end);
        return end;
    }

    private int plainNumber(char[] characters, int start) {
        int end = start;
        char c;
        do {
            c = characters[++end];
        } while (isDigit(c));
        if (dotEnd == start || c == '.' || isNamePart(c)) {
            at = start;
            number(start);
            return at;
        }
        add(TokenKind.WHOLE_NUMBER, start, end);
        return end;
    }

    private int plainString(char[] characters, int start) {
        int most = limit;
        int end = start + 1;
        while (end < most && characters[end] != '\'' && characters[end] != '\\') {
            end++;
        }
        if (end < most && characters[end] == '\'' && characters[end + 1] != '\'') {
            add(TokenKind.SINGLE_QUOTED, start, end + 1);
            return end + 1;
        }
        at = start;
        quoted(start, '\'', TokenKind.SINGLE_QUOTED);
        return at;
    }

    private int point(char[] characters, int start) {
        char following = characters[start + 1];
        at = start;
        if (isDigit(following) && !afterName()) {
            number(start);
        } else if (following == '.' && characters[start + 2] == '.') {
            take(TokenKind.DOTS, 3);
        } else {
            take(TokenKind.DOT, 1);
            dotEnd = at;
            if (following < ROLES.length && ROLES[following] == LETTER) {
                return nameAfterDot(characters, at);
            }
        }
        return at;
    }

    /** After a dot any word is a name: {@code t.order}. */
    private int nameAfterDot(char[] characters, int start) {
        int end = start;
        do {
            end++;
        } while (Keywords.code(characters[end]) != 0);
        if (characters[end] >= ROLES.length || characters[end] == '{') {
            word(start);
            return at;
        }
        add(NAME, start, end);
        return end;
    }

    /** Passes what few texts hold, blanks and comments before it; false at the end of the text. */
    private boolean rare() {
        skipBlanksAndComments();
        if (at >= limit) {
            add(TokenKind.END, at, at);
            Arrays.fill(kinds, count, count + AHEAD, (short) 0);
            return false;
        }
        char c = text[at];
        if (c >= ROLES.length || ROLES[c] == OTHER) {
            token(c);
        }
        return true;
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

    private void token(char c) {
        int start = at;
        switch (c) {
            case '"' -> quoted(start, c, TokenKind.DOUBLE_QUOTED);
            case '`' -> quoted(start, c, TokenKind.QUOTED_NAME);
            case '-' -> {
                boolean arrow = peek(1) == '>';
                arrows |= arrow;
                either(arrow, TokenKind.ARROW, TokenKind.MINUS_SIGN);
            }
            case '/' -> take(TokenKind.SLASH, 1);
            default -> {
                if (!isNamePart(c)) {
                    throw unknown(c);
                }
                if ((c == 'x' || c == 'X') && (peek(1) == '\'' || peek(1) == '"')) {
                    at++;
                    quoted(start, text[at], TokenKind.HEX_STRING);
                } else if (c == '$' && peek(1) == '$') {
                    attachment();
                } else {
                    word(start);
                }
            }
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
        add(dotEnd == start ? NAME : Keywords.of(text, start, at), start, at);
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
        if (dotEnd == start) {
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
                escapes = true;
                at++;
            } else if (c == quote) {
                if (peek(1) != quote) {
                    at++;
                    add(kind, start, at);
                    return;
                }
                escapes = true;
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

    private void operator(char c) {
        char following = text[at + 1];
        switch (c) {
            case '&' -> either(following == '&', TokenKind.AND_SIGN, TokenKind.AMPERSAND);
            case '|' -> either(following == '|', TokenKind.OR_SIGN, TokenKind.BAR);
            case '!' -> either(following == '=', TokenKind.NOT_EQUAL, TokenKind.BANG);
            case '>' -> either(following == '=', TokenKind.GREATER_OR_EQUAL, TokenKind.GREATER_SIGN);
            case '=' -> {
                if (following == '>') {
                    take(TokenKind.NAMED, 2);
                } else {
                    take(TokenKind.EQUAL, following == '=' ? 2 : 1);
                }
            }
            default -> {
                if (following == '=' && text[at + 2] == '>') {
                    take(TokenKind.NULL_SAFE_EQUAL, 3);
                } else if (following == '>') {
                    take(TokenKind.NOT_EQUAL, 2);
                } else {
                    either(following == '=', TokenKind.LESS_OR_EQUAL, TokenKind.LESS_SIGN);
                }
            }
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
        add(kind.id(), start, end);
    }

    private void add(int kind, int start, int end) {
        int index = count;
        if (index + AHEAD >= kinds.length) {
            grow();
        }
        kinds[index] = (short) kind;
        spans[index] = (long) start << Integer.SIZE | end;
        count = index + 1;
    }

    private void grow() {
        int size = kinds.length + kinds.length / 2;
        kinds = Arrays.copyOf(kinds, size);
        spans = Arrays.copyOf(spans, size);
    }

    private boolean afterName() {
        if (count == 0 || (int) spans[count - 1] != at) {
            return false;
        }
        TokenKind last = TokenKind.of(kinds[count - 1]);
        return last.isWord() || last == TokenKind.NAME || last == TokenKind.QUOTED_NAME;
    }

    private char peek(int distance) {
        return text[at + distance];
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00A0' || c == '\u3000' || c == '\uFEFF';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Of the ASCII characters some; all others. */
    private static boolean isNamePart(char c) {
        return c >= ROLES.length || Keywords.code(c) != 0;
    }
}
