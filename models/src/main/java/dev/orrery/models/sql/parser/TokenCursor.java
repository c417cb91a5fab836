// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/** The place in the tokens that the parsers of one text share, and the small moves that they all make. */
final class TokenCursor {
    /** Deeper trees would overflow the stacks of those who walk them. */
    static final int MAX_DEPTH = 300;

    private static final int END = TokenKind.END.id();

    private final Tokens tokens;
    private final short[] kinds;
    private final long[] spans;
    private final int count;

    /** A bit for each token that was read as a name. */
    private final long[] names;

    private int position;

    /** Of the current token's kind: asked for several times a token. */
    private int kind;

    private int depth;

    TokenCursor(Tokens tokens) {
        this.tokens = tokens;
        this.kinds = tokens.kinds();
        this.spans = tokens.spans();
        this.count = tokens.count();
        this.kind = kinds[0];
        this.names = new long[(tokens.count() >>> 6) + 1];
    }

    Tokens tokens() {
        return tokens;
    }

    TokenKind kind() {
        return TokenKind.of(kind);
    }

    /** {@link TokenKind#id} of the current token, for tables. */
    int kindId() {
        return kind;
    }

    TokenKind kind(int ahead) {
        int index = position + ahead;
        return index < count ? TokenKind.of(kinds[index]) : TokenKind.END;
    }

    int position() {
        return position;
    }

    void moveTo(int index) {
        position = index;
        kind = kinds[index];
    }

    /** Passes the current token; the last one is never passed. */
    void next() {
        if (kind != END) {
            kind = kinds[++position];
        }
    }

    boolean at(TokenKind wanted) {
        return kind == wanted.id();
    }

    boolean at(TokenKind first, TokenKind second) {
        return at(first) && kind(1) == second;
    }

    boolean accept(TokenKind wanted) {
        if (kind == wanted.id()) {
            next();
            return true;
        }
        return false;
    }

    boolean accept(TokenKind first, TokenKind second) {
        if (at(first, second)) {
            next();
            next();
            return true;
        }
        return false;
    }

    void expect(TokenKind wanted) {
        if (!accept(wanted)) {
            throw unexpected(wanted.isWord() ? wanted.shown() : "'" + wanted.shown() + "'");
        }
    }

    /** Whether the token is this word, which has no kind of its own; given in upper case. */
    boolean atWord(String word) {
        return wordAt(0, word);
    }

    boolean wordAt(int ahead, String word) {
        int index = Math.min(position + ahead, tokens.count() - 1);
        TokenKind found = tokens.kind(index);
        int start = tokens.start(index);
        if ((found != TokenKind.NAME && !found.isWord()) || tokens.end(index) - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toUpperCase(tokens.text()[start + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean acceptWord(String word) {
        if (atWord(word)) {
            next();
            return true;
        }
        return false;
    }

    void expectWord(String word) {
        if (!acceptWord(word)) {
            throw unexpected(word);
        }
    }

    /** The first of the words that the token is, passed. */
    String oneOf(String... words) {
        for (String word : words) {
            if (acceptWord(word)) {
                return word;
            }
        }
        throw unexpected(String.join(" or ", words));
    }

    boolean acceptIfNotExists() {
        if (accept(TokenKind.IF)) {
            expect(TokenKind.NOT);
            expect(TokenKind.EXISTS);
            return true;
        }
        return false;
    }

    boolean acceptIfExists() {
        if (accept(TokenKind.IF)) {
            expect(TokenKind.EXISTS);
            return true;
        }
        return false;
    }

    /** {@code IF NOT EXISTS} or {@code IF EXISTS}. */
    boolean acceptIfNotExistsOrExists() {
        if (!accept(TokenKind.IF)) {
            return false;
        }
        accept(TokenKind.NOT);
        expect(TokenKind.EXISTS);
        return true;
    }

    /** From the first character of a token to the last one passed. */
    Location since(int startToken) {
        int last = Math.max(position - 1, startToken);
        return new Location((int) (spans[startToken] >>> Integer.SIZE), (int) spans[last]);
    }

    int startOf(int token) {
        return (int) (spans[token] >>> Integer.SIZE);
    }

    /** Where the last token passed ends. */
    int lastEnd() {
        return (int) spans[position - 1];
    }

    Location here() {
        long span = spans[position];
        return new Location((int) (span >>> Integer.SIZE), (int) span);
    }

    /** Index of the bracket that closes the one at this index; the last token where it is never closed. */
    int closing(int opening) {
        int partner = tokens.partner(opening);
        return partner < 0 ? tokens.count() - 1 : partner;
    }

    /**
     * @param what for the message, such as {@code a column name}
     */
    Identifier identifier(String what) {
        if (!kind().isName()) {
            throw unexpected(what);
        }
        return takeIdentifier();
    }

    /** Any token as a name. */
    Identifier takeIdentifier() {
        long span = spans[position];
        Identifier identifier = new Identifier((int) (span >>> Integer.SIZE), (int) span, tokens.name(position));
        names[position >>> 6] |= 1L << position;
        next();
        return identifier;
    }

    String written() {
        return tokens.written(position);
    }

    boolean wasName(int token) {
        return (names[token >>> 6] >>> token & 1) != 0;
    }

    /** The tokens that were read as names: the other words are words of the grammar. */
    BitSet names() {
        return BitSet.valueOf(names);
    }

    Identifier identifierOrString(String what) {
        if (kind().isString()) {
            Identifier identifier = new Identifier(here(), tokens.stringValue(position));
            next();
            return identifier;
        }
        return identifier(what);
    }

    Name name(String what) {
        Identifier first = identifier(what);
        if (!at(TokenKind.DOT)) {
            return new Name(first);
        }
        next();
        Identifier second = identifier(what);
        if (!at(TokenKind.DOT)) {
            return new Name(List.of(first, second));
        }
        List<Identifier> parts = new ArrayList<>(3);
        parts.add(first);
        parts.add(second);
        while (accept(TokenKind.DOT)) {
            parts.add(identifier(what));
        }
        return new Name(parts);
    }

    /** {@code (a, b)}. */
    List<Identifier> identifierList(String what) {
        return parenthesised(() -> identifier(what));
    }

    <T> List<T> parenthesised(Supplier<T> item) {
        expect(TokenKind.LEFT_PAREN);
        List<T> items = commaSeparated(item);
        expect(TokenKind.RIGHT_PAREN);
        return items;
    }

    <T> List<T> commaSeparated(Supplier<T> item) {
        T first = item.get();
        if (!at(TokenKind.COMMA)) {
            return List.of(first);
        }
        next();
        T second = item.get();
        if (!at(TokenKind.COMMA)) {
            return List.of(first, second);
        }
        next();
        T third = item.get();
        if (!at(TokenKind.COMMA)) {
            return List.of(first, second, third);
        }
        List<T> items = new ArrayList<>(8);
        items.add(first);
        items.add(second);
        items.add(third);
        while (accept(TokenKind.COMMA)) {
            items.add(item.get());
        }
        return items;
    }

    String string(String what) {
        if (!kind().isString()) {
            throw unexpected(what);
        }
        String value = tokens.stringValue(position);
        next();
        return value;
    }

    /** At {@code ${name}}, where the text is read with its variables. */
    boolean atVariable() {
        return at(TokenKind.NAME) && written().startsWith("${");
    }

    int integer(String what) {
        if (atVariable()) {
            takeIdentifier();
            return 1;
        }
        if (!at(TokenKind.WHOLE_NUMBER)) {
            throw unexpected(what);
        }
        String written = written();
        if (written.length() > 9) {
            throw error(ModelCode.SYNTAX, "'" + written + "' is too large for " + what, "");
        }
        next();
        return Integer.parseInt(written);
    }

    /** Goes a level deeper; {@link #leave} comes back. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw tooDeep();
        }
    }

    void leave() {
        depth--;
    }

    SyntaxException tooDeep() {
        return error(
                ModelCode.NESTED_TOO_DEEP,
                "the statement is nested deeper than " + MAX_DEPTH + " levels",
                "split it, for example with WITH");
    }

    SyntaxException tooLong(int most) {
        return error(
                ModelCode.NESTED_TOO_DEEP,
                "a chain of more than " + most + " operators",
                "split it with parentheses, or write IN (…) or a join");
    }

    /** After an error: where a parser takes up again, nothing is open. */
    void resetDepth(int level) {
        depth = level;
    }

    int depth() {
        return depth;
    }

    /** The token does not fit: says what was expected, and which mistake it looks like. */
    SyntaxException unexpected(String expected) {
        return Mistakes.at(this, expected);
    }

    SyntaxException error(Code code, String message, String help) {
        return error(position, code, message, help);
    }

    SyntaxException error(int token, Code code, String message, String help) {
        // What is missing at the end is missing behind the last token, not after the blank lines that follow it.
        boolean atEnd = tokens.kind(token) == TokenKind.END && token > 0;
        int start = atEnd ? tokens.end(token - 1) : tokens.start(token);
        int end = atEnd ? start : tokens.end(token);
        return SyntaxException.in(tokens.text(), start, end, code, message, help);
    }

    /** The kind before the current token. */
    TokenKind previous() {
        return position == 0 ? TokenKind.END : tokens.kind(position - 1);
    }

    /** Whether the current token begins where the one before it ends. */
    boolean touchesPrevious() {
        return position > 0 && tokens.end(position - 1) == tokens.start(position);
    }
}
