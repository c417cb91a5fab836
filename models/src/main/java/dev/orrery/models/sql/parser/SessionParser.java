// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.SessionStatement;
import dev.orrery.models.sql.tree.SessionStatement.Scope;
import dev.orrery.models.sql.tree.SessionStatement.TransactionStep;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** USE, SET, DESCRIBE, KILL and transactions. */
final class SessionParser {
    private final TokenCursor cursor;
    private final Grammar grammar;

    SessionParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    SessionStatement use() {
        int start = cursor.position();
        cursor.next();
        if (cursor.kind().isString()) {
            Identifier words = cursor.identifierOrString("the name of a catalog");
            Name name = new Name(new Identifier(words.at(), catalogOf(words.text())));
            return new SessionStatement.Use(cursor.since(start), name, true);
        }
        Name name = cursor.name("the name of a database");
        return new SessionStatement.Use(cursor.since(start), name, false);
    }

    /** {@code USE 'catalog name'} is how 3.x spells it. */
    private static String catalogOf(String words) {
        String text = words.strip();
        boolean spelled = text.regionMatches(true, 0, "catalog ", 0, 8);
        return spelled ? text.substring(8).strip() : text;
    }

    /** Whether SET, at which the cursor stands, sets variables; the other forms are administrative. */
    boolean setsVariables() {
        TokenKind first = cursor.kind(1);
        if (first == TokenKind.AT || cursor.kind(2) == TokenKind.EQUAL) {
            return !cursor.wordAt(1, "PASSWORD");
        }
        if (first == TokenKind.CHAR || first == TokenKind.CHARACTER || first == TokenKind.CHARSET) {
            return true;
        }
        boolean scoped = cursor.wordAt(1, "GLOBAL")
                || cursor.wordAt(1, "SESSION")
                || cursor.wordAt(1, "LOCAL")
                || cursor.wordAt(1, "VERBOSE");
        return cursor.wordAt(1, "NAMES") || (scoped && cursor.kind(3) == TokenKind.EQUAL);
    }

    /** {@code SET CATALOG name}. */
    boolean setsCatalog() {
        return cursor.wordAt(1, "CATALOG");
    }

    SessionStatement setCatalog() {
        int start = cursor.position();
        cursor.next();
        cursor.next();
        Identifier catalog = cursor.identifierOrString("the name of a catalog");
        return new SessionStatement.Use(cursor.since(start), new Name(catalog), true);
    }

    SessionStatement set() {
        int start = cursor.position();
        cursor.next();
        List<SessionStatement.Variable> variables = cursor.commaSeparated(this::variable);
        return new SessionStatement.SetVariables(cursor.since(start), variables);
    }

    private SessionStatement.Variable variable() {
        int start = cursor.position();
        if (cursor.at(TokenKind.AT)) {
            Reference.Variable variable = grammar.primaries().variable();
            Scope scope = variable.scope().equals("@") ? Scope.USER : scope(variable.scope());
            cursor.expect(TokenKind.EQUAL);
            Optional<Expression> value = value();
            return new SessionStatement.Variable(cursor.since(start), scope, variable.name(), value);
        }
        if (cursor.kind(1) != TokenKind.EQUAL && isNames()) {
            return names(start);
        }
        Scope scope = Scope.SESSION;
        if (cursor.kind(1) != TokenKind.EQUAL) {
            scope = scope(cursor.oneOf("GLOBAL", "SESSION", "LOCAL", "VERBOSE"));
        }
        Identifier name = cursor.identifier("a variable name");
        cursor.expect(TokenKind.EQUAL);
        Optional<Expression> value = value();
        return new SessionStatement.Variable(cursor.since(start), scope, name.text(), value);
    }

    private static Scope scope(String word) {
        return word.toUpperCase(Locale.ROOT).contains("GLOBAL") ? Scope.GLOBAL : Scope.SESSION;
    }

    private boolean isNames() {
        return cursor.atWord("NAMES")
                || cursor.at(TokenKind.CHARSET)
                || cursor.at(TokenKind.CHAR, TokenKind.SET)
                || cursor.at(TokenKind.CHARACTER, TokenKind.SET);
    }

    private SessionStatement.Variable names(int start) {
        if (cursor.at(TokenKind.CHAR) || cursor.at(TokenKind.CHARACTER)) {
            cursor.next();
        }
        cursor.next();
        Optional<Expression> value = charsetOrDefault();
        if (cursor.accept(TokenKind.COLLATE)) {
            charsetOrDefault();
        }
        return new SessionStatement.Variable(cursor.since(start), Scope.NAMES, "names", value);
    }

    private Optional<Expression> charsetOrDefault() {
        if (cursor.accept(TokenKind.DEFAULT)) {
            return Optional.empty();
        }
        Identifier charset = cursor.identifierOrString("the name of a character set");
        return Optional.of(new Literal.Text(charset.at(), charset.text()));
    }

    private Optional<Expression> value() {
        if (cursor.accept(TokenKind.DEFAULT)) {
            return Optional.empty();
        }
        if (cursor.at(TokenKind.ON) || cursor.at(TokenKind.ALL)) {
            Location at = cursor.here();
            String word = cursor.kind().shown();
            cursor.next();
            return Optional.of(new Literal.Text(at, word));
        }
        return Optional.of(grammar.expressions().expression());
    }

    SessionStatement describe() {
        int start = cursor.position();
        cursor.next();
        Name table = cursor.name("a table name");
        boolean all = cursor.accept(TokenKind.ALL);
        return new SessionStatement.Describe(cursor.since(start), table, all);
    }

    SessionStatement kill() {
        int start = cursor.position();
        cursor.next();
        boolean query = cursor.acceptWord("QUERY");
        if (!query) {
            cursor.acceptWord("CONNECTION");
        }
        if (!cursor.at(TokenKind.WHOLE_NUMBER) && !cursor.kind().isString()) {
            throw cursor.unexpected("the number of a connection");
        }
        Expression id = grammar.expressions().operand();
        return new SessionStatement.Kill(cursor.since(start), query, id);
    }

    SessionStatement transaction() {
        int start = cursor.position();
        TransactionStep step = step();
        cursor.acceptWord("WORK");
        Optional<Identifier> label = Optional.empty();
        if (step == TransactionStep.BEGIN) {
            if (cursor.at(TokenKind.WITH) && cursor.wordAt(1, "CONSISTENT")) {
                cursor.next();
                cursor.next();
                cursor.expectWord("SNAPSHOT");
            }
            if (cursor.accept(TokenKind.WITH)) {
                cursor.expectWord("LABEL");
                label = Optional.of(cursor.identifier("the name of a label"));
            }
        } else {
            chainAndRelease();
        }
        return new SessionStatement.Transaction(cursor.since(start), step, label);
    }

    private TransactionStep step() {
        if (cursor.accept(TokenKind.START)) {
            cursor.expectWord("TRANSACTION");
            return TransactionStep.BEGIN;
        }
        TransactionStep step = switch (cursor.kind()) {
            case BEGIN -> TransactionStep.BEGIN;
            case COMMIT -> TransactionStep.COMMIT;
            default -> TransactionStep.ROLLBACK;
        };
        cursor.next();
        return step;
    }

    /** The server ignores both. */
    private void chainAndRelease() {
        if (cursor.accept(TokenKind.AND)) {
            cursor.acceptWord("NO");
            cursor.expectWord("CHAIN");
        }
        boolean no = cursor.acceptWord("NO");
        if (no || cursor.at(TokenKind.RELEASE)) {
            cursor.expect(TokenKind.RELEASE);
        }
    }
}
