// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.lexer.Lexer;
import dev.orrery.models.sql.lexer.LexerArrays;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads the statements of a text, one after the other, and takes up again after an error. */
public final class StatementReader {
    private final TokenCursor cursor;
    private final Grammar grammar;
    private final Recovery recovery;
    private final StatementParser parser;

    private StatementReader(Tokens tokens, Recovery.Mode mode) {
        this.cursor = new TokenCursor(tokens);
        this.recovery = new Recovery(mode);
        this.grammar = new Grammar(cursor, recovery);
        this.parser = new StatementParser(cursor, grammar);
    }

    /** What a text holds: the statements that are right, and the errors of the others, in order. */
    public record Reading(List<Statement> statements, List<SyntaxException> errors) {
        public Reading {
            statements = List.copyOf(statements);
            errors = List.copyOf(errors);
        }
    }

    /** All statements of a stretch of a text; goes on after an error. */
    public static Reading all(String text, int from, int to) {
        Tokens tokens;
        try {
            tokens = Lexer.read(text, from, to);
        } catch (SyntaxException error) {
            return new Reading(List.of(), List.of(error));
        }
        return new StatementReader(tokens, Recovery.Mode.ALL_ERRORS).readAll();
    }

    /**
     * What a formatter needs to know of a text.
     *
     * @param names the tokens that are names
     * @param statements in order
     */
    public record Marked(Tokens tokens, BitSet names, List<Statement> statements) {
        public Marked {
            statements = List.copyOf(statements);
        }
    }

    /**
     * All statements of a text, with its tokens; {@code ${name}} may stand for a name, a value or a number.
     *
     * @throws SyntaxException at the first error
     */
    public static Marked marked(String text) {
        Tokens tokens = Lexer.read(text, 0, text.length(), Lexer.Variables.NAMES);
        StatementReader reader = new StatementReader(tokens, Recovery.Mode.FIRST_ERROR);
        Reading reading = reader.readAll();
        if (!reading.errors().isEmpty()) {
            throw reading.errors().get(0);
        }
        return new Marked(reader.cursor.tokens(), reader.cursor.names(), reading.statements());
    }

    /**
     * The only statement of a text; a semicolon may follow.
     *
     * @param arrays to read it in
     * @throws SyntaxException at the first error
     */
    public static Statement one(String text, LexerArrays arrays) {
        StatementReader reader = new StatementReader(Lexer.read(text, arrays), Recovery.Mode.FIRST_ERROR);
        Statement statement = reader.parser.statement();
        reader.passSemicolons();
        reader.expectEnd();
        return statement;
    }

    /**
     * The only expression of a text.
     *
     * @throws SyntaxException at the first error
     */
    public static Expression expression(String text) {
        StatementReader reader = new StatementReader(Lexer.read(text, 0, text.length()), Recovery.Mode.FIRST_ERROR);
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
                Statement statement = parser.statement();
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
}
