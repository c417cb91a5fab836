// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Relation.FunctionForm;
import dev.orrery.models.sql.tree.Relation.JoinKind;
import dev.orrery.models.sql.tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands in FROM: tables with their selections, joins, subqueries, table functions, PIVOT. */
final class RelationParser {
    private static final int MAX_JOINS = 2_000;

    private final TokenCursor cursor;
    private final Grammar grammar;

    RelationParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    /** All of FROM after the word. */
    Relation from() {
        Relation relation = relations();
        return cursor.at(TokenKind.PIVOT, TokenKind.LEFT_PAREN) ? pivot(relation) : relation;
    }

    Relation relations() {
        Relation left = relation(false);
        int joins = 0;
        while (cursor.accept(TokenKind.COMMA)) {
            boolean lateral = cursor.accept(TokenKind.LATERAL);
            Relation right = relation(lateral);
            left = new Relation.Join(
                    left.at().to(right.at()),
                    JoinKind.COMMA,
                    left,
                    right,
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
            if (++joins > MAX_JOINS) {
                throw cursor.tooDeep();
            }
        }
        return left;
    }

    private Relation relation(boolean lateral) {
        Relation left = primary(lateral);
        int joins = 0;
        while (true) {
            JoinKind kind = joinKind();
            if (kind == null) {
                return left;
            }
            left = join(left, kind);
            if (++joins > MAX_JOINS) {
                throw cursor.tooDeep();
            }
        }
    }

    private Relation join(Relation left, JoinKind kind) {
        int start = cursor.position();
        Optional<String> hint = cursor.at(TokenKind.LEFT_BRACKET) ? bracketHint() : Optional.empty();
        boolean lateral = cursor.accept(TokenKind.LATERAL);
        Relation right = primary(lateral);
        Optional<Expression> on = Optional.empty();
        List<Identifier> using = List.of();
        if (cursor.accept(TokenKind.ON)) {
            on = Optional.of(grammar.expressions().expression());
        } else if (cursor.accept(TokenKind.USING)) {
            using = cursor.identifierList("a column name");
        } else if (kind != JoinKind.INNER && kind != JoinKind.CROSS) {
            throw isNatural(left) ? noNaturalJoin() : cursor.unexpected("ON or USING");
        }
        return new Relation.Join(left.at().to(cursor.since(start)), kind, left, right, on, using, hint);
    }

    /** NATURAL is no word of StarRocks: before a join it is the alias of the table. */
    private static boolean isNatural(Relation relation) {
        return relation instanceof Relation.Table table
                && table.alias()
                        .filter(name -> name.text().equalsIgnoreCase("NATURAL"))
                        .isPresent();
    }

    private SyntaxException noNaturalJoin() {
        return cursor.error(
                ModelCode.FOREIGN_SYNTAX,
                "StarRocks has no NATURAL JOIN: it reads NATURAL as the alias of the table, and expects ON or USING here",
                "write the columns: USING (a, b)");
    }

    /** Passes the words of a join; null when none begins here. */
    private @Nullable JoinKind joinKind() {
        switch (cursor.kind()) {
            case JOIN -> {
                cursor.next();
                return JoinKind.INNER;
            }
            case INNER -> {
                return then(JoinKind.INNER);
            }
            case CROSS -> {
                cursor.next();
                cursor.accept(TokenKind.JOIN);
                return JoinKind.CROSS;
            }
            case LEFT -> {
                return sided(JoinKind.LEFT, JoinKind.LEFT_SEMI, JoinKind.LEFT_ANTI);
            }
            case RIGHT -> {
                return sided(JoinKind.RIGHT, JoinKind.RIGHT_SEMI, JoinKind.RIGHT_ANTI);
            }
            case FULL -> {
                cursor.next();
                cursor.accept(TokenKind.OUTER);
                cursor.expect(TokenKind.JOIN);
                return JoinKind.FULL;
            }
            case NULL -> {
                cursor.next();
                cursor.expect(TokenKind.AWARE);
                cursor.expect(TokenKind.LEFT);
                cursor.expect(TokenKind.ANTI);
                cursor.expect(TokenKind.JOIN);
                return JoinKind.NULL_AWARE_LEFT_ANTI;
            }
            case ASOF -> {
                return asof();
            }
            default -> {
                return null;
            }
        }
    }

    private JoinKind then(JoinKind kind) {
        cursor.next();
        cursor.expect(TokenKind.JOIN);
        return kind;
    }

    private JoinKind sided(JoinKind outer, JoinKind semi, JoinKind anti) {
        cursor.next();
        JoinKind kind = outer;
        if (cursor.accept(TokenKind.SEMI)) {
            kind = semi;
        } else if (cursor.accept(TokenKind.ANTI)) {
            kind = anti;
        } else {
            cursor.accept(TokenKind.OUTER);
        }
        cursor.expect(TokenKind.JOIN);
        return kind;
    }

    private JoinKind asof() {
        cursor.next();
        JoinKind kind = JoinKind.ASOF;
        if (cursor.accept(TokenKind.LEFT)) {
            kind = JoinKind.ASOF_LEFT;
            cursor.accept(TokenKind.OUTER);
        } else {
            cursor.accept(TokenKind.INNER);
        }
        cursor.expect(TokenKind.JOIN);
        return kind;
    }

    /** {@code [broadcast]}, {@code [skew|t.a(1, 2)]}: what stands in the brackets. */
    Optional<String> bracketHint() {
        int opening = cursor.position();
        int closing = cursor.closing(opening);
        cursor.expect(TokenKind.LEFT_BRACKET);
        cursor.identifier("the name of a hint");
        if (cursor.at(TokenKind.BAR)) {
            cursor.moveTo(closing);
        }
        while (cursor.accept(TokenKind.COMMA)) {
            cursor.identifier("the name of a hint");
        }
        cursor.expect(TokenKind.RIGHT_BRACKET);
        return Optional.of(Spelling.of(cursor, opening + 1, closing));
    }

    private Relation primary(boolean lateral) {
        cursor.enter();
        Relation relation = switch (cursor.kind()) {
            case LEFT_PAREN -> parenthesised(lateral);
            case TABLE -> tableFunction();
            case FILES -> files();
            default -> named(lateral);
        };
        cursor.leave();
        return relation;
    }

    private Relation parenthesised(boolean lateral) {
        int start = cursor.position();
        if (grammar.queries().beginsQuery(start, true)) {
            cursor.next();
            Query query = grammar.queries().query();
            cursor.expect(TokenKind.RIGHT_PAREN);
            Optional<Identifier> alias = alias();
            return new Relation.Derived(cursor.since(start), lateral, query, alias, columnAliases(alias));
        }
        cursor.next();
        if (cursor.accept(TokenKind.VALUES)) {
            List<List<Expression>> rows =
                    cursor.commaSeparated(() -> cursor.parenthesised(grammar.expressions()::expression));
            cursor.expect(TokenKind.RIGHT_PAREN);
            Optional<Identifier> alias = alias();
            return new Relation.Values(cursor.since(start), rows, alias, columnAliases(alias));
        }
        Relation inner = relations();
        cursor.expect(TokenKind.RIGHT_PAREN);
        return inner;
    }

    private List<Identifier> columnAliases(Optional<Identifier> alias) {
        return alias.isPresent() && cursor.at(TokenKind.LEFT_PAREN)
                ? cursor.identifierList("a column name")
                : List.of();
    }

    private Relation tableFunction() {
        int start = cursor.position();
        cursor.next();
        cursor.expect(TokenKind.LEFT_PAREN);
        Name name = cursor.name("the name of a table function");
        cursor.expect(TokenKind.LEFT_PAREN);
        List<Expression> arguments = grammar.calls().tableArguments();
        cursor.expect(TokenKind.RIGHT_PAREN);
        cursor.expect(TokenKind.RIGHT_PAREN);
        return function(start, FunctionForm.TABLE, name, arguments, List.of());
    }

    private Relation files() {
        int start = cursor.position();
        Name name = Name.of("FILES");
        cursor.next();
        List<Property> properties = grammar.tables().propertyList();
        return function(start, FunctionForm.FILES, name, List.of(), properties);
    }

    private Relation function(
            int start, FunctionForm form, Name name, List<Expression> arguments, List<Property> properties) {
        Optional<Identifier> alias = alias();
        List<Identifier> columns = columnAliases(alias);
        return new Relation.Function(cursor.since(start), form, name, arguments, properties, alias, columns);
    }

    private Relation named(boolean lateral) {
        int start = cursor.position();
        Name name = cursor.name("a table name");
        if (cursor.accept(TokenKind.LEFT_PAREN)) {
            List<Expression> arguments = grammar.expressions().list();
            cursor.expect(TokenKind.RIGHT_PAREN);
            return function(start, lateral ? FunctionForm.LATERAL : FunctionForm.PLAIN, name, arguments, List.of());
        }
        List<String> clauses = beginsSelection() ? selections() : List.of();
        Optional<Identifier> alias = alias();
        List<String> hints = List.of();
        if (cursor.at(TokenKind.LEFT_BRACKET)) {
            hints = List.of(bracketHint().orElseThrow());
        }
        if (cursor.at(TokenKind.BEFORE) && cursor.kind(1).isString()) {
            int before = cursor.position();
            cursor.next();
            cursor.next();
            clauses = new ArrayList<>(clauses);
            clauses.add(spelled(before));
        }
        return new Relation.Table(cursor.since(start), name, clauses, hints, alias);
    }

    /** What most tables do not have; each of these words may also be the alias. */
    private boolean beginsSelection() {
        return switch (cursor.kind()) {
            case FOR, VERSION, TIMESTAMP, SYSTEM_TIME -> true;
            case TEMPORARY, PARTITION, TABLET, TABLETS, REPLICA, SAMPLE -> true;
            case NAME -> cursor.atWord("PARTITIONS");
            default -> false;
        };
    }

    private List<String> selections() {
        List<String> clauses = new ArrayList<>(2);
        period(clauses);
        partitions(clauses);
        tablets(clauses);
        sample(clauses);
        return clauses;
    }

    private String spelled(int start) {
        return Spelling.of(cursor, start, cursor.position());
    }

    private void period(List<String> clauses) {
        int word = cursor.at(TokenKind.FOR) ? 1 : 0;
        boolean period = cursor.kind(word) == TokenKind.VERSION
                || cursor.kind(word) == TokenKind.TIMESTAMP
                || cursor.kind(word) == TokenKind.SYSTEM_TIME;
        boolean follows = switch (cursor.kind(word + 1)) {
            case BETWEEN, FROM, ALL -> word == 1;
            case AS -> cursor.wordAt(word + 2, "OF");
            default -> false;
        };
        if (!period || !follows) {
            return;
        }
        int start = cursor.position();
        cursor.moveTo(start + word + 1);
        if (cursor.accept(TokenKind.AS)) {
            cursor.next();
            grammar.expressions().expression();
        } else if (cursor.accept(TokenKind.BETWEEN)) {
            grammar.expressions().value();
            cursor.expect(TokenKind.AND);
            grammar.expressions().value();
        } else if (cursor.accept(TokenKind.FROM)) {
            grammar.expressions().expression();
            cursor.expect(TokenKind.TO);
            grammar.expressions().expression();
        } else {
            cursor.next();
        }
        clauses.add(spelled(start));
    }

    private void partitions(List<String> clauses) {
        int start = cursor.position();
        if (grammar.partitions().acceptPartitionNames()) {
            clauses.add(spelled(start));
        }
    }

    private void tablets(List<String> clauses) {
        boolean tablets = cursor.at(TokenKind.TABLET) || cursor.at(TokenKind.TABLETS);
        int start = cursor.position();
        if (tablets && (cursor.kind(1) == TokenKind.LEFT_PAREN || cursor.kind(1) == TokenKind.WHOLE_NUMBER)) {
            cursor.next();
            numbers();
            clauses.add(spelled(start));
        }
        int replica = cursor.position();
        if (cursor.accept(TokenKind.REPLICA, TokenKind.LEFT_PAREN)) {
            cursor.moveTo(replica + 1);
            numbers();
            clauses.add(spelled(replica));
        }
    }

    private void numbers() {
        boolean open = cursor.accept(TokenKind.LEFT_PAREN);
        do {
            if (!cursor.at(TokenKind.WHOLE_NUMBER)) {
                throw cursor.unexpected("a number");
            }
            cursor.next();
        } while ((open || cursor.kind(1) == TokenKind.WHOLE_NUMBER) && cursor.accept(TokenKind.COMMA));
        if (open) {
            cursor.expect(TokenKind.RIGHT_PAREN);
        }
    }

    private void sample(List<String> clauses) {
        int start = cursor.position();
        if (cursor.at(TokenKind.SAMPLE, TokenKind.LEFT_PAREN)) {
            cursor.next();
            grammar.tables().propertyList();
            clauses.add(spelled(start));
        }
    }

    private Optional<Identifier> alias() {
        if (cursor.accept(TokenKind.AS)) {
            return Optional.of(cursor.identifier("an alias name"));
        }
        if (!cursor.kind().isName() || grammar.queries().beginsSetOperation() || beginsClause()) {
            return Optional.empty();
        }
        return Optional.of(cursor.takeIdentifier());
    }

    /** Words that are plain names unless what follows makes a clause of them. */
    private boolean beginsClause() {
        return switch (cursor.kind()) {
            case QUALIFY -> grammar.queries().beginsQualify();
            case PIVOT -> cursor.kind(1) == TokenKind.LEFT_PAREN;
            case BEFORE -> cursor.kind(1).isString();
            default -> false;
        };
    }

    private Relation pivot(Relation relation) {
        int start = cursor.position();
        cursor.next();
        cursor.next();
        List<Select.Item> aggregates = cursor.commaSeparated(this::pivotItem);
        cursor.expect(TokenKind.FOR);
        List<Identifier> columns = cursor.at(TokenKind.LEFT_PAREN)
                ? cursor.identifierList("a column name")
                : List.of(cursor.identifier("a column name"));
        cursor.expect(TokenKind.IN);
        List<Select.Item> values = cursor.parenthesised(this::pivotValue);
        cursor.expect(TokenKind.RIGHT_PAREN);
        Optional<Identifier> alias = alias();
        return new Relation.Pivot(relation.at().to(cursor.since(start)), relation, aggregates, columns, values, alias);
    }

    private Select.Item pivotItem() {
        int start = cursor.position();
        Expression expression = grammar.expressions().expression();
        Optional<Identifier> alias = grammar.queries().alias();
        return new Select.Item(cursor.since(start), expression, alias);
    }

    private Select.Item pivotValue() {
        int start = cursor.position();
        Expression tuple = grammar.primaries().anyTuple();
        Expression expression = tuple == null ? grammar.expressions().expression() : tuple;
        Optional<Identifier> alias = grammar.queries().alias();
        return new Select.Item(cursor.since(start), expression, alias);
    }
}
