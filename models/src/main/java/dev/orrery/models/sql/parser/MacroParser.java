// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.CreateMacro;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code CREATE MACRO}, from the word MACRO on. */
final class MacroParser {
    private final TokenCursor cursor;
    private final Grammar grammar;

    MacroParser(TokenCursor cursor, Grammar grammar) {
        this.cursor = cursor;
        this.grammar = grammar;
    }

    boolean begins() {
        return cursor.atWord("MACRO");
    }

    CreateMacro createMacro(int start, boolean orReplace) {
        if (orReplace) {
            throw cursor.error(
                    ModelCode.SYNTAX, "a macro is defined once, there is none to replace", "write CREATE MACRO");
        }
        cursor.next();
        Identifier name = cursor.identifier("the name of a macro");
        if (cursor.at(TokenKind.DOT)) {
            throw cursor.error(
                    ModelCode.SYNTAX,
                    "a macro belongs to the project, not to a database",
                    "drop what stands before '.'");
        }
        List<Identifier> parameters = parameters();
        cursor.expect(TokenKind.AS);
        Expression body = body();
        return new CreateMacro(cursor.since(start), name, parameters, body);
    }

    private List<Identifier> parameters() {
        cursor.expect(TokenKind.LEFT_PAREN);
        List<Identifier> parameters = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (!cursor.at(TokenKind.RIGHT_PAREN)) {
            do {
                Identifier parameter = cursor.identifier("the name of a parameter");
                if (!seen.add(parameter.text().toLowerCase(Locale.ROOT))) {
                    throw cursor.error(
                            cursor.position() - 1,
                            ModelCode.SYNTAX,
                            "the macro has two parameters '" + parameter.text() + "'",
                            "rename one");
                }
                parameters.add(parameter);
            } while (cursor.accept(TokenKind.COMMA));
        }
        cursor.expect(TokenKind.RIGHT_PAREN);
        return parameters;
    }

    private Expression body() {
        if (cursor.at(TokenKind.SELECT) || cursor.at(TokenKind.WITH)) {
            throw cursor.error(
                    ModelCode.SYNTAX,
                    "the body of a macro is an expression, found '" + cursor.written() + "'",
                    "put a query that gives one value in parentheses; a query that gives rows is a view");
        }
        return grammar.expressions().expression();
    }
}
