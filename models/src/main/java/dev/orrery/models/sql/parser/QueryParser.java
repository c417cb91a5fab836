// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Query.SetOperator;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.Select.GroupKind;
import dev.orrery.models.sql.tree.SortItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** WITH, set operations, SELECT and its clauses. */
final class QueryParser {
    private static final int MAX_BRANCHES = 2_000;

    private final TokenCursor cursor;
    private final Grammar grammar;
    private final Recovery recovery;

    QueryParser(TokenCursor cursor, Grammar grammar, Recovery recovery) {
        this.cursor = cursor;
        this.grammar = grammar;
        this.recovery = recovery;
    }

    /**
     * Whether the parenthesis at this index holds a query.
     *
     * @param nested whether {@code ((query))} counts: for a value it is the same as {@code (query)}
     */
    boolean beginsQuery(int opening, boolean nested) {
        Tokens tokens = cursor.tokens();
        int inner = opening;
        while (tokens.kind(inner + 1) == TokenKind.LEFT_PAREN) {
            inner++;
            if (inner - opening > TokenCursor.MAX_DEPTH) {
                return false;
            }
        }
        TokenKind first = tokens.kind(inner + 1);
        if (first != TokenKind.SELECT && first != TokenKind.WITH) {
            return false;
        }
        for (int i = inner; i > opening; i--) {
            int closing = cursor.closing(i);
            if (closing + 1 >= tokens.count() || !continuesQuery(tokens.kind(closing + 1), nested)) {
                return false;
            }
        }
        return true;
    }

    private static boolean continuesQuery(TokenKind kind, boolean nested) {
        return switch (kind) {
            case UNION, INTERSECT, EXCEPT, MINUS, ORDER, LIMIT -> true;
            case RIGHT_PAREN -> nested;
            default -> false;
        };
    }

    Query query() {
        return query(cursor.position(), with());
    }

    /**
     * WITH, before a query or a change of rows.
     *
     * @param recursive {@code WITH RECURSIVE}
     */
    record With(boolean recursive, List<Query.CommonTable> tables) {
        private static final With NONE = new With(false, List.of());
    }

    With with() {
        if (!cursor.accept(TokenKind.WITH)) {
            return With.NONE;
        }
        boolean recursive = cursor.at(TokenKind.RECURSIVE) && cursor.kind(1).isName();
        if (recursive) {
            cursor.next();
        }
        return new With(recursive, cursor.commaSeparated(this::commonTable));
    }

    /** The rest of a query after its WITH. */
    Query query(int start, With with) {
        cursor.enter();
        Query.Body body = body();
        List<SortItem> orderBy = List.of();
        if (cursor.at(TokenKind.ORDER)) {
            orderBy = recovery.clause(cursor, List.of(), this::orderBy);
        }
        Optional<Query.Limit> limit = Optional.empty();
        if (cursor.at(TokenKind.LIMIT)) {
            limit = Optional.of(limit());
        }
        cursor.leave();
        return new Query(cursor.since(start), with.recursive(), with.tables(), body, orderBy, limit);
    }

    private Query.CommonTable commonTable() {
        cursor.enter();
        int start = cursor.position();
        Identifier name = cursor.identifier("the name of a common table");
        List<Identifier> columns = cursor.at(TokenKind.LEFT_PAREN) ? cursor.identifierList("a column name") : List.of();
        cursor.expect(TokenKind.AS);
        cursor.expect(TokenKind.LEFT_PAREN);
        Query query = query();
        cursor.expect(TokenKind.RIGHT_PAREN);
        cursor.leave();
        return new Query.CommonTable(cursor.since(start), name, columns, query);
    }

    private Query.Body body() {
        Query.Body left = intersection();
        int branches = 0;
        while (true) {
            SetOperator operator = setOperator();
            if (operator == null) {
                return left;
            }
            cursor.next();
            boolean distinct = distinctSet();
            Query.Body right = intersection();
            left = new Query.SetOperation(left.at().to(right.at()), operator, distinct, left, right);
            if (++branches > MAX_BRANCHES) {
                throw cursor.tooDeep();
            }
        }
    }

    private @Nullable SetOperator setOperator() {
        return switch (cursor.kind()) {
            case UNION -> SetOperator.UNION;
            case EXCEPT, MINUS -> SetOperator.EXCEPT;
            default -> null;
        };
    }

    private Query.Body intersection() {
        Query.Body left = branch();
        while (cursor.accept(TokenKind.INTERSECT)) {
            boolean distinct = distinctSet();
            Query.Body right = branch();
            left = new Query.SetOperation(left.at().to(right.at()), SetOperator.INTERSECT, distinct, left, right);
        }
        return left;
    }

    private boolean distinctSet() {
        if (cursor.accept(TokenKind.ALL)) {
            return false;
        }
        cursor.accept(TokenKind.DISTINCT);
        return true;
    }

    private Query.Body branch() {
        if (cursor.at(TokenKind.LEFT_PAREN)) {
            int start = cursor.position();
            cursor.next();
            Query query = query();
            cursor.expect(TokenKind.RIGHT_PAREN);
            return new Query.Nested(cursor.since(start), query);
        }
        return select();
    }

    private Select select() {
        int start = cursor.position();
        if (!cursor.at(TokenKind.SELECT)) {
            throw cursor.unexpected("SELECT");
        }
        cursor.next();
        List<String> hints = hints(start);
        boolean distinct = cursor.accept(TokenKind.DISTINCT);
        if (!distinct) {
            cursor.accept(TokenKind.ALL);
        }
        List<Select.Item> items = recovery.items(cursor, this::item);
        Optional<Relation> from = Optional.empty();
        if (cursor.accept(TokenKind.FROM) && !cursor.accept(TokenKind.DUAL)) {
            from = recovery.clause(
                    cursor, from, () -> Optional.of(grammar.relations().from()));
        }
        Optional<Expression> where = condition(TokenKind.WHERE);
        Optional<Select.GroupBy> groupBy = Optional.empty();
        if (cursor.at(TokenKind.GROUP)) {
            groupBy = recovery.clause(cursor, groupBy, () -> Optional.of(groupBy()));
        }
        Optional<Expression> having = condition(TokenKind.HAVING);
        Optional<Expression> qualify = condition(TokenKind.QUALIFY);
        return new Select(cursor.since(start), hints, distinct, items, from, where, groupBy, having, qualify);
    }

    private Optional<Expression> condition(TokenKind word) {
        if (!cursor.accept(word)) {
            return Optional.empty();
        }
        return recovery.clause(cursor, Optional.empty(), this::expression);
    }

    private Optional<Expression> expression() {
        return Optional.of(grammar.expressions().expression());
    }

    /** The texts of the hints that follow a token. */
    List<String> hints(int token) {
        if (cursor.tokens().comments().isEmpty()) {
            return List.of();
        }
        List<String> hints = new ArrayList<>(0);
        for (Tokens.Comment comment : cursor.tokens().comments()) {
            if (comment.hint() && comment.token() == token + 1) {
                hints.add(new String(cursor.tokens().text(), comment.start() + 3, comment.end() - comment.start() - 5)
                        .trim());
            }
        }
        return hints;
    }

    private Select.Item item() {
        int start = cursor.position();
        int star = starAhead();
        if (star >= 0) {
            Reference.Star all = star(star);
            return new Select.Item(all.at(), all, Optional.empty());
        }
        Expression expression = grammar.expressions().expression();
        Optional<Identifier> alias = alias();
        return new Select.Item(cursor.since(start), expression, alias);
    }

    Optional<Identifier> alias() {
        if (cursor.at(TokenKind.COMMA) || cursor.at(TokenKind.FROM)) {
            // Most items have none.
            return Optional.empty();
        }
        if (cursor.accept(TokenKind.AS)) {
            return Optional.of(
                    cursor.kind().isString()
                            ? cursor.identifierOrString("a column name")
                            : cursor.identifier("a column name"));
        }
        if (cursor.kind().isString() || (cursor.kind().isName() && !beginsSetOperation() && !beginsQualify())) {
            return Optional.of(cursor.identifierOrString("a column name"));
        }
        return Optional.empty();
    }

    /** MINUS and EXCEPT are plain names too. */
    boolean beginsSetOperation() {
        if (!cursor.at(TokenKind.MINUS) && !cursor.at(TokenKind.EXCEPT)) {
            return false;
        }
        return switch (cursor.kind(1)) {
            case SELECT, LEFT_PAREN, ALL, DISTINCT, WITH -> true;
            default -> false;
        };
    }

    /** QUALIFY is a plain name too: it is the clause where an expression follows. */
    boolean beginsQualify() {
        if (!cursor.at(TokenKind.QUALIFY)) {
            return false;
        }
        TokenKind following = cursor.kind(1);
        return switch (following) {
            case WHOLE_NUMBER, DECIMAL_NUMBER, DOUBLE_NUMBER, HEX_STRING, LEFT_PAREN, LEFT_BRACKET -> true;
            case MINUS_SIGN, PLUS, TILDE, BANG, AT, QUESTION, NOT, CASE, CONVERT, EXISTS -> true;
            case NULL, TRUE, FALSE, ARRAY -> true;
            default ->
                following.isString()
                        || following.isName()
                        || Callable.isNow(following)
                        || (Callable.isReservedFunction(following) && cursor.kind(2) == TokenKind.LEFT_PAREN);
        };
    }

    /** Parts of the name before {@code .*}; -1 when the item is no star. */
    private int starAhead() {
        if (cursor.at(TokenKind.STAR)) {
            return 0;
        }
        int parts = 0;
        while (cursor.kind(parts * 2).isName() && cursor.kind(parts * 2 + 1) == TokenKind.DOT) {
            parts++;
            if (cursor.kind(parts * 2) == TokenKind.STAR) {
                return parts;
            }
        }
        return -1;
    }

    private Reference.Star star(int parts) {
        int start = cursor.position();
        List<Identifier> qualifier = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            qualifier.add(cursor.takeIdentifier());
            cursor.expect(TokenKind.DOT);
        }
        Optional<Name> name = parts == 0 ? Optional.empty() : Optional.of(new Name(qualifier));
        cursor.expect(TokenKind.STAR);
        List<Identifier> excluded = List.of();
        boolean word = cursor.at(TokenKind.EXCEPT) || cursor.at(TokenKind.EXCLUDE);
        if (word && cursor.kind(1) == TokenKind.LEFT_PAREN && !beginsQuery(cursor.position() + 1, true)) {
            cursor.next();
            excluded = cursor.identifierList("a column name");
        }
        return new Reference.Star(cursor.since(start), name, excluded);
    }

    private Select.GroupBy groupBy() {
        int start = cursor.position();
        cursor.next();
        cursor.expect(TokenKind.BY);
        GroupKind kind = GroupKind.PLAIN;
        List<List<Expression>> sets;
        if (cursor.accept(TokenKind.ALL)) {
            kind = GroupKind.ALL;
            sets = List.of();
        } else if (cursor.accept(TokenKind.GROUPING, TokenKind.SETS)) {
            kind = GroupKind.GROUPING_SETS;
            sets = cursor.parenthesised(this::groupingSet);
        } else if (cursor.at(TokenKind.ROLLUP, TokenKind.LEFT_PAREN) || cursor.at(TokenKind.CUBE)) {
            kind = cursor.at(TokenKind.CUBE) ? GroupKind.CUBE : GroupKind.ROLLUP;
            cursor.next();
            sets = List.of(groupingSet());
        } else {
            sets = List.of(grammar.expressions().list());
        }
        return new Select.GroupBy(cursor.since(start), kind, sets);
    }

    private List<Expression> groupingSet() {
        if (cursor.accept(TokenKind.LEFT_PAREN, TokenKind.RIGHT_PAREN)) {
            return List.of();
        }
        return cursor.parenthesised(grammar.expressions()::expression);
    }

    List<SortItem> orderBy() {
        cursor.expect(TokenKind.ORDER);
        cursor.expect(TokenKind.BY);
        return cursor.commaSeparated(this::sortItem);
    }

    private SortItem sortItem() {
        int start = cursor.position();
        Expression expression;
        if (cursor.at(TokenKind.ALL)) {
            Location at = cursor.here();
            cursor.next();
            expression = new Reference.Star(at, Optional.empty(), List.of());
        } else {
            expression = grammar.expressions().expression();
        }
        boolean descending = cursor.accept(TokenKind.DESC);
        if (!descending) {
            cursor.accept(TokenKind.ASC);
        }
        Optional<Boolean> nullsFirst = Optional.empty();
        if (cursor.accept(TokenKind.NULLS)) {
            boolean first = cursor.accept(TokenKind.FIRST);
            if (!first) {
                cursor.expect(TokenKind.LAST);
            }
            nullsFirst = Optional.of(first);
        }
        return new SortItem(cursor.since(start), expression, descending, nullsFirst);
    }

    Query.Limit limit() {
        int start = cursor.position();
        cursor.expect(TokenKind.LIMIT);
        Expression first = limitNumber();
        if (cursor.accept(TokenKind.COMMA)) {
            Expression count = limitNumber();
            return new Query.Limit(cursor.since(start), count, Optional.of(first));
        }
        Optional<Expression> offset = Optional.empty();
        if (cursor.accept(TokenKind.OFFSET)) {
            offset = Optional.of(limitNumber());
        }
        return new Query.Limit(cursor.since(start), first, offset);
    }

    private Expression limitNumber() {
        return switch (cursor.kind()) {
            case WHOLE_NUMBER -> {
                Expression number = new Literal.Numeric(cursor.here(), cursor.written());
                cursor.next();
                yield number;
            }
            case QUESTION -> {
                Expression parameter = new Reference.Parameter(cursor.here());
                cursor.next();
                yield parameter;
            }
            case AT -> grammar.primaries().variable();
            case NAME -> {
                if (!cursor.atVariable()) {
                    throw cursor.unexpected("a whole number");
                }
                yield new Literal.Numeric(cursor.here(), cursor.takeIdentifier().text());
            }
            default -> throw cursor.unexpected("a whole number");
        };
    }
}
