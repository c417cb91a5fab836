// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Literal.TemporalKind;
import dev.orrery.models.sql.tree.Reference;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that are written down. */
final class LiteralParser {
    private static final Set<String> UNITS =
            Set.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND");

    private final TokenCursor cursor;
    private final Grammar grammar;

    LiteralParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    /** Null when something else stands here. */
    @Nullable
    Expression literal() {
        return switch (cursor.kind()) {
            case NAME, QUOTED_NAME, LEFT_PAREN -> null;
            case WHOLE_NUMBER, DECIMAL_NUMBER, DOUBLE_NUMBER -> number();
            case SINGLE_QUOTED, DOUBLE_QUOTED -> text();
            case HEX_STRING -> {
                String written = cursor.written();
                yield passed(new Literal.Binary(cursor.here(), written.substring(2, written.length() - 1)));
            }
            case NULL -> passed(new Literal.Null(cursor.here()));
            case TRUE -> passed(new Literal.Bool(cursor.here(), true));
            case FALSE -> passed(new Literal.Bool(cursor.here(), false));
            case QUESTION -> passed(new Reference.Parameter(cursor.here()));
            case DATE -> temporal(TemporalKind.DATE);
            case DATETIME -> temporal(TemporalKind.DATETIME);
            case INTERVAL -> intervalFollows() ? interval() : null;
            case FLOOR, CEIL ->
                cursor.kind(1) == TokenKind.LEFT_PAREN || cursor.kind(1) == TokenKind.DOT
                        ? null
                        : passed(new Literal.Unit(cursor.here(), cursor.kind().name()));
            default -> null;
        };
    }

    Expression number() {
        int token = cursor.position();
        String written = cursor.written();
        cursor.next();
        return new Literal.Numeric(cursor.startOf(token), cursor.lastEnd(), written);
    }

    Expression text() {
        int token = cursor.position();
        String value = cursor.string("a string");
        return new Literal.Text(cursor.startOf(token), cursor.lastEnd(), value);
    }

    private Expression passed(Expression literal) {
        cursor.next();
        return literal;
    }

    private @Nullable Expression temporal(TemporalKind kind) {
        if (!cursor.kind(1).isString()) {
            return null;
        }
        int start = cursor.position();
        cursor.next();
        String value = cursor.string("a string");
        return new Literal.Temporal(cursor.since(start), kind, value);
    }

    /** INTERVAL is also a plain name: it is the literal when a unit follows before the expression ends. */
    private boolean intervalFollows() {
        Tokens tokens = cursor.tokens();
        int index = cursor.position() + 1;
        if (index < tokens.count()
                && (tokens.kind(index) == TokenKind.COMMA || tokens.kind(index).isReserved())) {
            return tokens.kind(index) == TokenKind.IF || tokens.kind(index) == TokenKind.CASE;
        }
        while (index < tokens.count()) {
            TokenKind kind = tokens.kind(index);
            if (index > cursor.position() + 1 && isUnit(index) && !continues(tokens.kind(index - 1))) {
                return true;
            }
            switch (kind) {
                case COMMA, RIGHT_PAREN, RIGHT_BRACKET, SEMICOLON, END, FROM, AS, WHERE -> {
                    return false;
                }
                default -> {
                    int partner = tokens.partner(index);
                    index = partner > index ? partner + 1 : index + 1;
                }
            }
        }
        return false;
    }

    private static boolean continues(TokenKind before) {
        return switch (before) {
            case DOT, PLUS, MINUS_SIGN, STAR, SLASH, PERCENT -> true;
            default -> false;
        };
    }

    private boolean isUnit(int token) {
        return cursor.tokens().kind(token) != TokenKind.QUOTED_NAME
                && UNITS.contains(cursor.tokens().written(token).toUpperCase(Locale.ROOT));
    }

    Literal.Interval interval() {
        int start = cursor.position();
        cursor.expect(TokenKind.INTERVAL);
        Expression amount = grammar.expressions().expression();
        return new Literal.Interval(cursor.since(start), amount, unit());
    }

    /** Passes a unit of time. */
    String unit() {
        if (!isUnit(cursor.position())) {
            throw cursor.unexpected("a unit such as DAY");
        }
        String unit = cursor.written().toUpperCase(Locale.ROOT);
        cursor.next();
        return unit;
    }
}
