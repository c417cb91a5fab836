// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.lexer.Keywords;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.sql.tree.Window;
import dev.orrery.models.sql.tree.Window.BoundKind;
import dev.orrery.models.sql.tree.Window.FrameUnit;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Functions with all that may stand in and after their parentheses, and the calls with a form of their own. */
final class CallParser {
    private final TokenCursor cursor;
    private final Grammar grammar;
    private final LiteralParser literals;

    CallParser(TokenCursor cursor, Grammar grammar, LiteralParser literals) {
        this.cursor = cursor;
        this.grammar = grammar;
        this.literals = literals;
    }

    /** CASE, CAST, CONVERT, EXTRACT; the words that are also names fall back to that. */
    Expression special() {
        boolean call = cursor.kind(1) == TokenKind.LEFT_PAREN;
        return switch (cursor.kind()) {
            case CASE -> caseWhen();
            case CONVERT -> cast(TokenKind.COMMA);
            case CAST -> call ? cast(TokenKind.AS) : column();
            case EXTRACT -> call ? extract() : column();
            default -> throw cursor.unexpected("an expression");
        };
    }

    private Expression column() {
        Name name = cursor.name("a column name");
        return new Reference.Column(name);
    }

    private Expression caseWhen() {
        int start = cursor.position();
        cursor.next();
        Optional<Expression> operand = Optional.empty();
        if (!cursor.at(TokenKind.WHEN)) {
            operand = Optional.of(grammar.expressions().expression());
        }
        List<Call.When> whens = new ArrayList<>();
        do {
            int when = cursor.position();
            cursor.expect(TokenKind.WHEN);
            Expression condition = grammar.expressions().expression();
            cursor.expect(TokenKind.THEN);
            Expression result = grammar.expressions().expression();
            whens.add(new Call.When(cursor.since(when), condition, result));
        } while (cursor.at(TokenKind.WHEN));
        Optional<Expression> otherwise = Optional.empty();
        if (cursor.accept(TokenKind.ELSE)) {
            otherwise = Optional.of(grammar.expressions().expression());
        }
        cursor.expect(TokenKind.END_WORD);
        return new Call.Case(cursor.since(start), operand, whens, otherwise);
    }

    private Expression cast(TokenKind separator) {
        int start = cursor.position();
        cursor.next();
        cursor.expect(TokenKind.LEFT_PAREN);
        Expression value = grammar.expressions().expression();
        cursor.expect(separator);
        DataType type = grammar.types().type();
        cursor.expect(TokenKind.RIGHT_PAREN);
        return new Call.Cast(cursor.since(start), value, type);
    }

    private Expression extract() {
        int start = cursor.position();
        cursor.next();
        cursor.expect(TokenKind.LEFT_PAREN);
        String unit = cursor.identifier("a unit name").text().toUpperCase(Locale.ROOT);
        cursor.expect(TokenKind.FROM);
        Expression value = grammar.expressions().value();
        cursor.expect(TokenKind.RIGHT_PAREN);
        return new Call.Extract(cursor.since(start), unit, value);
    }

    /** A function whose name is a reserved word. */
    Expression reservedCall() {
        return switch (cursor.kind()) {
            case CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP, LOCALTIME, LOCALTIMESTAMP -> nowCall();
            case CURRENT_USER, CURRENT_ROLE, CURRENT_GROUP, CURRENT_WAREHOUSE -> nowCall();
            default -> {
                if (!Callable.isReservedFunction(cursor.kind()) || cursor.kind(1) != TokenKind.LEFT_PAREN) {
                    throw cursor.unexpected("an expression");
                }
                Expression call = call();
                yield checkedWindow(call);
            }
        };
    }

    private Expression checkedWindow(Expression call) {
        if (call instanceof Call.Function function
                && function.over().isEmpty()
                && Callable.isWindowOnly(Keywords.of(function.name().last().text()))) {
            throw cursor.error(
                    ModelCode.SYNTAX,
                    "'" + function.name() + "' is a window function: expected OVER after it",
                    "write " + function.name() + "(…) OVER (PARTITION BY … ORDER BY …)");
        }
        return call;
    }

    private Expression nowCall() {
        if (cursor.kind(1) == TokenKind.LEFT_PAREN) {
            return call();
        }
        Identifier word = cursor.takeIdentifier();
        return new Call.Function(word.at(), new Name(word), List.of(), Call.Modifiers.NONE, Optional.empty());
    }

    private Expression call() {
        int start = cursor.position();
        TokenKind kind = cursor.kind();
        return call(start, cursor.takeIdentifier(), kind);
    }

    /**
     * The call of a name that is passed.
     *
     * @param start the name's token
     */
    Expression call(int start, Identifier name, TokenKind kind) {
        // What is written in back-quotes is the same function.
        return callOf(start, new Name(name), kind == TokenKind.QUOTED_NAME ? Keywords.of(name.text()) : kind);
    }

    /**
     * @param start the name's first token
     * @param kind {@link TokenKind#NAME} of a name with a dot
     */
    Expression callOf(int start, Name name, TokenKind kind) {
        cursor.expect(TokenKind.LEFT_PAREN);
        Arguments arguments = new Arguments();
        if (!cursor.at(TokenKind.RIGHT_PAREN)) {
            arguments.read(kind);
        }
        cursor.expect(TokenKind.RIGHT_PAREN);
        arguments.acceptIgnoreNulls();
        if (kind != TokenKind.NAME || !arguments.arePlain()) {
            FunctionForms.check(cursor, name, kind, arguments.shape());
        }
        Optional<Expression> filter = filter();
        Optional<Window> over = Optional.empty();
        if (cursor.at(TokenKind.OVER)) {
            over = Optional.of(window());
        }
        return new Call.Function(cursor.since(start), name, arguments.values, arguments.modifiers(filter), over);
    }

    private Optional<Expression> filter() {
        if (!cursor.at(TokenKind.FILTER, TokenKind.LEFT_PAREN)) {
            return Optional.empty();
        }
        cursor.next();
        cursor.next();
        cursor.expect(TokenKind.WHERE);
        Expression condition = grammar.expressions().expression();
        cursor.expect(TokenKind.RIGHT_PAREN);
        return Optional.of(condition);
    }

    /** Collects what stands between a function's parentheses. */
    private final class Arguments {
        private List<Expression> values = List.of();
        private List<SortItem> orderBy = List.of();
        private Optional<Expression> separator = Optional.empty();
        private Optional<String> hint = Optional.empty();
        private boolean distinct;
        private boolean ignoreNulls;

        void read(TokenKind function) {
            if (cursor.accept(TokenKind.DISTINCT)) {
                distinct = true;
                if (cursor.at(TokenKind.LEFT_BRACKET) && function == TokenKind.COUNT) {
                    hint = grammar.relations().bracketHint();
                }
            } else {
                cursor.accept(TokenKind.ALL);
            }
            boolean unit = function == TokenKind.TIMESTAMPADD || function == TokenKind.TIMESTAMPDIFF;
            values = values(unit ? unit() : next());
            if (cursor.at(TokenKind.ORDER)) {
                orderBy = grammar.queries().orderBy();
            }
            if (cursor.accept(TokenKind.SEPARATOR)) {
                separator = Optional.of(grammar.expressions().expression());
            }
        }

        private List<Expression> values(Expression first) {
            if (!cursor.accept(TokenKind.COMMA)) {
                return List.of(first);
            }
            Expression second = next();
            if (!cursor.accept(TokenKind.COMMA)) {
                return List.of(first, second);
            }
            List<Expression> more = new ArrayList<>(4);
            more.add(first);
            more.add(second);
            do {
                more.add(next());
            } while (cursor.accept(TokenKind.COMMA));
            return more;
        }

        private Expression unit() {
            Location at = cursor.here();
            return new Literal.Unit(at, literals.unit());
        }

        private Expression next() {
            Expression argument = argument();
            acceptIgnoreNulls();
            return argument;
        }

        void acceptIgnoreNulls() {
            if (cursor.accept(TokenKind.IGNORE)) {
                cursor.expect(TokenKind.NULLS);
                ignoreNulls = true;
            }
        }

        /** Whether they are nothing but values. */
        boolean arePlain() {
            return !distinct && !ignoreNulls && orderBy.isEmpty() && separator.isEmpty() && !isStar();
        }

        private boolean isStar() {
            return values.size() == 1 && values.get(0) instanceof Reference.Star;
        }

        FunctionForms.Shape shape() {
            return new FunctionForms.Shape(
                    values.size(), isStar(), distinct, !orderBy.isEmpty(), separator.isPresent(), ignoreNulls);
        }

        Call.Modifiers modifiers(Optional<Expression> filter) {
            if (!distinct
                    && !ignoreNulls
                    && orderBy.isEmpty()
                    && separator.isEmpty()
                    && filter.isEmpty()
                    && hint.isEmpty()) {
                return Call.Modifiers.NONE;
            }
            return new Call.Modifiers(distinct, orderBy, separator, ignoreNulls, filter, hint);
        }
    }

    /** Of a table function in TABLE(…). */
    List<Expression> tableArguments() {
        if (cursor.at(TokenKind.RIGHT_PAREN)) {
            return List.of();
        }
        List<Expression> arguments = cursor.commaSeparated(this::tableArgument);
        long named =
                arguments.stream().filter(Call.NamedArgument.class::isInstance).count();
        if (named > 0 && named < arguments.size()) {
            throw cursor.error(
                    ModelCode.SYNTAX,
                    "some arguments have a name and some have none",
                    "write name => value for all of them, or for none");
        }
        return arguments;
    }

    private Expression argument() {
        if (cursor.at(TokenKind.STAR)) {
            Location at = cursor.here();
            cursor.next();
            return new Reference.Star(at, Optional.empty(), List.of());
        }
        if (cursor.kind(1) == TokenKind.NAMED && cursor.kind().isName()) {
            return namedArgument();
        }
        return grammar.expressions().expression();
    }

    private Expression namedArgument() {
        Identifier name = cursor.takeIdentifier();
        cursor.next();
        Expression value = grammar.expressions().expression();
        return new Call.NamedArgument(name.at().to(value.at()), name, value);
    }

    /** In TABLE(…) {@code name = value} names an argument too. */
    private Expression tableArgument() {
        boolean named = cursor.kind(1) == TokenKind.NAMED || cursor.kind(1) == TokenKind.EQUAL;
        return named && cursor.kind().isName()
                ? namedArgument()
                : grammar.expressions().expression();
    }

    private Window window() {
        int start = cursor.position();
        cursor.next();
        cursor.expect(TokenKind.LEFT_PAREN);
        Optional<String> hint =
                cursor.at(TokenKind.LEFT_BRACKET) ? grammar.relations().bracketHint() : Optional.empty();
        List<Expression> partitionBy = List.of();
        if (cursor.accept(TokenKind.PARTITION)) {
            cursor.expect(TokenKind.BY);
            partitionBy = grammar.expressions().list();
        }
        List<SortItem> orderBy = List.of();
        if (cursor.at(TokenKind.ORDER)) {
            orderBy = grammar.queries().orderBy();
        }
        Optional<Window.Frame> frame = frame();
        cursor.expect(TokenKind.RIGHT_PAREN);
        return new Window(cursor.since(start), partitionBy, orderBy, frame, hint);
    }

    private Optional<Window.Frame> frame() {
        int start = cursor.position();
        FrameUnit unit;
        if (cursor.accept(TokenKind.ROWS)) {
            unit = FrameUnit.ROWS;
        } else if (cursor.accept(TokenKind.RANGE)) {
            unit = FrameUnit.RANGE;
        } else {
            return Optional.empty();
        }
        if (!cursor.accept(TokenKind.BETWEEN)) {
            Window.Bound only = bound();
            return Optional.of(new Window.Frame(cursor.since(start), unit, only, Optional.empty()));
        }
        Window.Bound first = bound();
        cursor.expect(TokenKind.AND);
        Window.Bound last = bound();
        return Optional.of(new Window.Frame(cursor.since(start), unit, first, Optional.of(last)));
    }

    private Window.Bound bound() {
        int start = cursor.position();
        if (cursor.accept(TokenKind.CURRENT, TokenKind.ROW)) {
            return new Window.Bound(cursor.since(start), BoundKind.CURRENT_ROW, Optional.empty());
        }
        if (cursor.at(TokenKind.UNBOUNDED)) {
            cursor.next();
            BoundKind kind =
                    cursor.accept(TokenKind.PRECEDING) ? BoundKind.UNBOUNDED_PRECEDING : BoundKind.UNBOUNDED_FOLLOWING;
            if (kind == BoundKind.UNBOUNDED_FOLLOWING) {
                cursor.expect(TokenKind.FOLLOWING);
            }
            return new Window.Bound(cursor.since(start), kind, Optional.empty());
        }
        Expression offset = grammar.expressions().expression();
        BoundKind kind = cursor.accept(TokenKind.PRECEDING) ? BoundKind.PRECEDING : BoundKind.FOLLOWING;
        if (kind == BoundKind.FOLLOWING) {
            cursor.expect(TokenKind.FOLLOWING);
        }
        return new Window.Bound(cursor.since(start), kind, Optional.of(offset));
    }
}
