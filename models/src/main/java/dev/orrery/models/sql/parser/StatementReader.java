// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the statements of a text, one after the other; knows by its first words which family one belongs to. */
public final class StatementReader {
    private final TokenCursor cursor;
    private final Grammar grammar;
    private final Recovery recovery;

    private StatementReader(Tokens tokens, Recovery.Mode mode) {
        this.cursor = new TokenCursor(tokens);
        this.recovery = new Recovery(mode);
        this.grammar = new Grammar(cursor, recovery);
    }

    /** What a text holds: the statements that are right, and the errors of the others, in order. */
    public record Reading(List<Statement> statements, List<SyntaxException> errors) {
        public Reading {
            statements = List.copyOf(statements);
            errors = List.copyOf(errors);
        }
    }

    /** All statements of a stretch of a text; goes on after an error. */
    public static Reading all(char[] text, int from, int to) {
        Tokens tokens;
        try {
            tokens = Lexer.read(text, from, to);
        } catch (SyntaxException error) {
            return new Reading(List.of(), List.of(error));
        }
        return new StatementReader(tokens, Recovery.Mode.ALL_ERRORS).readAll();
    }

    /**
     * The only statement of a text; a semicolon may follow.
     *
     * @throws SyntaxException at the first error
     */
    public static Statement one(char[] text) {
        StatementReader reader = new StatementReader(Lexer.read(text, 0, text.length), Recovery.Mode.FIRST_ERROR);
        Statement statement = reader.statement();
        reader.passSemicolons();
        reader.expectEnd();
        return statement;
    }

    /**
     * The only expression of a text.
     *
     * @throws SyntaxException at the first error
     */
    public static Expression expression(char[] text) {
        StatementReader reader = new StatementReader(Lexer.read(text, 0, text.length), Recovery.Mode.FIRST_ERROR);
        Expression expression = reader.grammar.expressions().expression();
        reader.expectEnd();
        return expression;
    }

    private void passSemicolons() {
        while (cursor.at(TokenKind.SEMICOLON)) {
            cursor.next();
        }
    }

    private void expectEnd() {
        if (!cursor.at(TokenKind.END)) {
            throw cursor.unexpected("the end of the statement");
        }
    }

    private Reading readAll() {
        List<Statement> statements = new ArrayList<>();
        while (!cursor.at(TokenKind.END)) {
            if (cursor.accept(TokenKind.SEMICOLON)) {
                continue;
            }
            int start = cursor.position();
            int errors = recovery.errors().size();
            try {
                Statement statement = statement();
                if (recovery.errors().size() == errors) {
                    if (!cursor.at(TokenKind.SEMICOLON)) {
                        expectEnd();
                    }
                    statements.add(statement);
                }
            } catch (SyntaxException error) {
                recovery.note(error);
            }
            if (recovery.errors().size() > errors) {
                cursor.resetDepth(0);
                passStatement(start);
            }
        }
        return new Reading(statements, recovery.errors());
    }

    private void passStatement(int start) {
        cursor.moveTo(start);
        while (!cursor.at(TokenKind.SEMICOLON) && !cursor.at(TokenKind.END)) {
            cursor.next();
        }
    }

    private Statement statement() {
        int start = cursor.position();
        return switch (cursor.kind()) {
            case SELECT, WITH, LEFT_PAREN -> {
                Query query = grammar.queries().query();
                yield new QueryStatement(cursor.since(start), query);
            }
            case CREATE -> create(start);
            default -> throw cursor.unexpected("a statement");
        };
    }

    private Statement create(int start) {
        cursor.next();
        boolean orReplace = cursor.accept(TokenKind.OR, TokenKind.REPLACE);
        boolean external = cursor.accept(TokenKind.EXTERNAL);
        boolean temporary = !external && cursor.accept(TokenKind.TEMPORARY);
        return switch (cursor.kind()) {
            case TABLE -> grammar.tables().createTable(start, external, temporary);
            case VIEW -> grammar.views().createView(start, orReplace);
            case MATERIALIZED -> grammar.views().createMaterializedView(start);
            default -> throw cursor.unexpected("TABLE, VIEW or MATERIALIZED VIEW");
        };
    }
}
