// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.tree.Access;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Operation;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Subquery;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands between operators: values, names, calls, parentheses, and the accesses that follow them. */
final class PrimaryParser {
    private static final byte NAME = 1;
    private static final byte NUMBER = 2;
    private static final byte TEXT = 3;

    /** By {@link TokenKind#id}, what nearly all operands begin with. */
    private static final byte[] COMMON = new byte[TokenKind.values().length];

    static {
        COMMON[TokenKind.NAME.id()] = NAME;
        COMMON[TokenKind.QUOTED_NAME.id()] = NAME;
        COMMON[TokenKind.WHOLE_NUMBER.id()] = NUMBER;
        COMMON[TokenKind.DECIMAL_NUMBER.id()] = NUMBER;
        COMMON[TokenKind.DOUBLE_NUMBER.id()] = NUMBER;
        COMMON[TokenKind.SINGLE_QUOTED.id()] = TEXT;
        COMMON[TokenKind.DOUBLE_QUOTED.id()] = TEXT;
    }

    private final TokenCursor cursor;
    private final Grammar grammar;
    private final LiteralParser literals;

    PrimaryParser(TokenCursor cursor, Grammar grammar, LiteralParser literals) {
        this.cursor = cursor;
        this.grammar = grammar;
        this.literals = literals;
    }

    /** Without what may stand before and after it. */
    Expression operand() {
        return switch (COMMON[cursor.kindId()]) {
            case NAME -> named(cursor.kind());
            case NUMBER -> literals.number();
            case TEXT -> literals.text();
            default -> {
                Expression literal = literals.literal();
                yield literal == null ? atom() : literal;
            }
        };
    }

    Expression suffixes(int start, Expression first) {
        Expression value = first;
        int count = 0;
        while (true) {
            switch (cursor.kind()) {
                case DOT -> value = field(start, value);
                case LEFT_BRACKET -> value = subscript(start, value);
                case ARROW -> value = arrow(start, value);
                case COLLATE -> {
                    cursor.next();
                    Identifier collation = cursor.identifierOrString("a collation");
                    value = new Operation.Collate(cursor.since(start), value, collation);
                }
                default -> {
                    return value;
                }
            }
            if (++count > TokenCursor.MAX_DEPTH) {
                throw cursor.tooDeep();
            }
        }
    }

    private Expression field(int start, Expression value) {
        cursor.next();
        Identifier field = cursor.identifier("a field name");
        return new Access.Field(cursor.since(start), value, field);
    }

    private Expression arrow(int start, Expression value) {
        cursor.next();
        Location at = cursor.here();
        Expression path = new Literal.Text(at, cursor.string("a JSON path in quotes"));
        return new Access.JsonArrow(cursor.since(start), value, path);
    }

    private Expression subscript(int start, Expression value) {
        cursor.next();
        Optional<Expression> from = Optional.empty();
        if (!cursor.at(TokenKind.COLON)) {
            cursor.enter();
            from = Optional.of(grammar.expressions().value());
            cursor.leave();
        }
        if (cursor.accept(TokenKind.COLON)) {
            Optional<Expression> to = Optional.empty();
            if (!cursor.at(TokenKind.RIGHT_BRACKET)) {
                to = Optional.of(grammar.expressions().value());
            }
            cursor.expect(TokenKind.RIGHT_BRACKET);
            return new Access.Slice(cursor.since(start), value, from, to);
        }
        cursor.expect(TokenKind.RIGHT_BRACKET);
        return new Access.Subscript(cursor.since(start), value, from.orElseThrow());
    }

    private Expression atom() {
        TokenKind kind = cursor.kind();
        return switch (kind) {
            case LEFT_PAREN -> parentheses();
            case LEFT_BRACKET -> array(cursor.position(), Optional.empty());
            case ARRAY -> typedArray();
            case LEFT_BRACE -> odbcCall();
            case EXISTS -> exists();
            case AT -> variable();
            case MAP -> cursor.kind(1) == TokenKind.LEFT_BRACE || typedMapFollows() ? map() : named(kind);
            case CASE, CAST, CONVERT, EXTRACT -> grammar.calls().special();
            default -> kind.isName() ? named(kind) : grammar.calls().reservedCall();
        };
    }

    private Expression named(TokenKind kind) {
        int start = cursor.position();
        Identifier first = cursor.takeIdentifier();
        return switch (cursor.kind()) {
            case LEFT_PAREN -> grammar.calls().call(start, first, kind);
            case DOT -> dotted(start, first);
            case ARROW ->
                cursor.kind(1).isString() ? new Reference.Column(new Name(first)) : lambda(start, List.of(first));
            default -> new Reference.Column(new Name(first));
        };
    }

    private Expression dotted(int start, Identifier first) {
        List<Identifier> parts = parts(first);
        return cursor.at(TokenKind.LEFT_PAREN) && parts.size() > 1
                ? grammar.calls().callOf(start, new Name(parts), TokenKind.NAME)
                : new Reference.Column(new Name(parts));
    }

    /** The names after dots, as far as they are names. */
    private List<Identifier> parts(Identifier first) {
        if (!cursor.kind(1).isName()) {
            return List.of(first);
        }
        cursor.next();
        Identifier second = cursor.takeIdentifier();
        if (!cursor.at(TokenKind.DOT)) {
            return List.of(first, second);
        }
        List<Identifier> parts = new ArrayList<>(4);
        parts.add(first);
        parts.add(second);
        while (cursor.at(TokenKind.DOT) && cursor.kind(1).isName()) {
            cursor.next();
            parts.add(cursor.takeIdentifier());
        }
        return parts;
    }

    private Expression lambda(int start, List<Identifier> parameters) {
        cursor.expect(TokenKind.ARROW);
        cursor.enter();
        Expression body = grammar.expressions().lambdaBody();
        cursor.leave();
        return new Constructor.Lambda(cursor.since(start), parameters, body);
    }

    private Expression parentheses() {
        int start = cursor.position();
        Expression result;
        if (grammar.queries().beginsQuery(start, false)) {
            cursor.next();
            Query query = grammar.queries().query();
            cursor.expect(TokenKind.RIGHT_PAREN);
            result = new Subquery.Scalar(cursor.since(start), query);
        } else if (cursor.tokens().hasArrows() && beginsLambda(cursor.closing(start))) {
            result = lambda(start, cursor.identifierList("a parameter name"));
        } else {
            cursor.next();
            result = grammar.expressions().expression();
            if (cursor.at(TokenKind.COMMA)) {
                result = comparedTuple(start, cursor.closing(start), result);
            }
            cursor.expect(TokenKind.RIGHT_PAREN);
        }
        return result;
    }

    private boolean beginsLambda(int closing) {
        Tokens tokens = cursor.tokens();
        int last = tokens.count() - 1;
        return tokens.kind(Math.min(closing + 1, last)) == TokenKind.ARROW
                && !tokens.kind(Math.min(closing + 2, last)).isString();
    }

    /** {@code (a, b)} is no value of its own: it can only be compared. */
    private Expression comparedTuple(int start, int closing, Expression first) {
        TokenKind following =
                closing + 1 < cursor.tokens().count() ? cursor.tokens().kind(closing + 1) : TokenKind.END;
        boolean compared = switch (following) {
            case IN, NOT, EQUAL, NOT_EQUAL, NULL_SAFE_EQUAL -> true;
            default -> false;
        };
        if (!compared && cursor.tokens().kind(Math.max(start - 1, 0)) != TokenKind.EQUAL) {
            throw cursor.error(
                    ModelCode.SYNTAX,
                    "expected ')', found ','",
                    "several values in parentheses can only be compared with IN; a struct is row(a, b)");
        }
        List<Expression> values = new ArrayList<>();
        values.add(first);
        while (cursor.accept(TokenKind.COMMA)) {
            values.add(grammar.expressions().expression());
        }
        return new Constructor.Tuple(cursor.since(start), values);
    }

    /** {@code (a, b)} as a whole item of a list; null when something else stands here. */
    Constructor.@Nullable Tuple tuple() {
        if (!cursor.at(TokenKind.LEFT_PAREN) || grammar.queries().beginsQuery(cursor.position(), false)) {
            return null;
        }
        int closing = cursor.closing(cursor.position());
        TokenKind following =
                closing + 1 < cursor.tokens().count() ? cursor.tokens().kind(closing + 1) : TokenKind.END;
        return following == TokenKind.COMMA || following == TokenKind.RIGHT_PAREN ? anyTuple() : null;
    }

    /** {@code (a, b)} whatever follows; null when it is not of that form. */
    Constructor.@Nullable Tuple anyTuple() {
        int start = cursor.position();
        if (!cursor.at(TokenKind.LEFT_PAREN) || !hasComma(start, cursor.closing(start))) {
            return null;
        }
        cursor.enter();
        List<Expression> values = cursor.parenthesised(grammar.expressions()::expression);
        cursor.leave();
        return new Constructor.Tuple(cursor.since(start), values);
    }

    private boolean hasComma(int opening, int closing) {
        int index = opening + 1;
        while (index < closing) {
            if (cursor.tokens().kind(index) == TokenKind.COMMA) {
                return true;
            }
            int partner = cursor.tokens().partner(index);
            index = partner > index ? partner + 1 : index + 1;
        }
        return false;
    }

    private Expression exists() {
        int start = cursor.position();
        cursor.next();
        cursor.expect(TokenKind.LEFT_PAREN);
        cursor.enter();
        Query query = grammar.queries().query();
        cursor.leave();
        cursor.expect(TokenKind.RIGHT_PAREN);
        return new Subquery.Exists(cursor.since(start), query);
    }

    private Expression typedArray() {
        int start = cursor.position();
        DataType type = grammar.types().type();
        return array(start, Optional.of(((DataType.Array) type).element()));
    }

    private Expression array(int start, Optional<DataType> element) {
        cursor.expect(TokenKind.LEFT_BRACKET);
        cursor.enter();
        List<Expression> elements = cursor.at(TokenKind.RIGHT_BRACKET)
                ? List.of()
                : grammar.expressions().list();
        cursor.leave();
        cursor.expect(TokenKind.RIGHT_BRACKET);
        return new Constructor.ArrayOf(cursor.since(start), element.map(DataType.Array::new), elements);
    }

    /** {@code MAP<INT, …} and not a comparison with a column of that name. */
    private boolean typedMapFollows() {
        return cursor.kind(1) == TokenKind.LESS_SIGN
                && cursor.kind(3) != TokenKind.DOT
                && (cursor.kind(3) == TokenKind.COMMA || cursor.kind(3) == TokenKind.LEFT_PAREN)
                && cursor.kind(2).isWord();
    }

    private Expression map() {
        int start = cursor.position();
        Optional<DataType> type = Optional.empty();
        if (cursor.kind(1) == TokenKind.LESS_SIGN) {
            type = Optional.of(grammar.types().type());
        } else {
            cursor.next();
        }
        cursor.expect(TokenKind.LEFT_BRACE);
        cursor.enter();
        List<Constructor.Entry> entries =
                cursor.at(TokenKind.RIGHT_BRACE) ? List.of() : cursor.commaSeparated(this::entry);
        cursor.leave();
        cursor.expect(TokenKind.RIGHT_BRACE);
        return new Constructor.MapOf(cursor.since(start), type, entries);
    }

    private Constructor.Entry entry() {
        Expression key = grammar.expressions().expression();
        cursor.expect(TokenKind.COLON);
        Expression value = grammar.expressions().expression();
        return new Constructor.Entry(key.at().to(value.at()), key, value);
    }

    /** {@code {fn now()}}: the braces say nothing. */
    private Expression odbcCall() {
        cursor.next();
        cursor.expect(TokenKind.FN);
        cursor.enter();
        Expression call = grammar.expressions().operand();
        cursor.leave();
        cursor.expect(TokenKind.RIGHT_BRACE);
        return call;
    }

    Reference.Variable variable() {
        int start = cursor.position();
        cursor.expect(TokenKind.AT);
        if (!cursor.accept(TokenKind.AT)) {
            Identifier name = cursor.identifierOrString("a variable name");
            return new Reference.Variable(cursor.since(start), "@", name.text());
        }
        String scope = "@@";
        if (cursor.kind(1) == TokenKind.DOT) {
            scope = "@@" + cursor.oneOf("SESSION", "GLOBAL", "LOCAL", "VERBOSE").toLowerCase(Locale.ROOT) + ".";
            cursor.next();
        }
        Identifier name = cursor.identifier("a variable name");
        return new Reference.Variable(cursor.since(start), scope, name.text());
    }
}
