// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Administrative;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Statements of the families in {@link Families}: the first words and the brackets are checked, the rest is kept. */
final class AdministrativeParser {
    private final TokenCursor cursor;

    AdministrativeParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Administrative statement(int start) {
        cursor.moveTo(start);
        String kind = family();
        Optional<Name> object = object();
        passBody(start);
        String text = Spelling.kept(cursor.tokens(), start, cursor.position());
        return new Administrative(cursor.since(start), kind, object, text);
    }

    /** Passes the words of the family. */
    private String family() {
        StringBuilder words = new StringBuilder();
        String longest = "";
        int end = cursor.position();
        while (cursor.at(TokenKind.NAME) || cursor.kind().isWord()) {
            if (cursor.at(TokenKind.OR, TokenKind.REPLACE)) {
                cursor.next();
                cursor.next();
                continue;
            }
            words.append(words.length() == 0 ? "" : " ").append(cursor.written().toUpperCase(Locale.ROOT));
            String found = words.toString();
            if (!Families.begins(found)) {
                break;
            }
            cursor.next();
            if (Families.isFamily(found)) {
                longest = found;
                end = cursor.position();
            }
        }
        if (longest.isEmpty()) {
            throw cursor.unexpected(
                    words.length() == 0 || words.indexOf(" ") < 0 ? "a statement" : "a known statement");
        }
        cursor.moveTo(end);
        return longest;
    }

    private Optional<Name> object() {
        if (!cursor.acceptIfNotExistsOrExists() && (cursor.at(TokenKind.FOR) || cursor.at(TokenKind.ON))) {
            cursor.next();
        }
        if (!cursor.kind().isName() && !cursor.kind().isString()) {
            return Optional.empty();
        }
        List<Identifier> parts = new ArrayList<>(2);
        parts.add(cursor.identifierOrString("a name"));
        while (cursor.at(TokenKind.DOT)
                && (cursor.kind(1).isName() || cursor.kind(1).isString())) {
            cursor.next();
            parts.add(cursor.identifierOrString("a name"));
        }
        return Optional.of(new Name(parts));
    }

    private void passBody(int start) {
        while (!cursor.at(TokenKind.SEMICOLON) && !cursor.at(TokenKind.END)) {
            int partner = cursor.tokens().partner(cursor.position());
            if (partner < 0 && isBracket(cursor.kind())) {
                throw cursor.error(ModelCode.SYNTAX, "'" + cursor.written() + "' has no partner", "close or remove it");
            }
            cursor.next();
        }
        if (cursor.position() == start) {
            throw cursor.unexpected("a statement");
        }
    }

    private static boolean isBracket(TokenKind kind) {
        return switch (kind) {
            case LEFT_PAREN, RIGHT_PAREN, LEFT_BRACKET, RIGHT_BRACKET, LEFT_BRACE, RIGHT_BRACE -> true;
            default -> false;
        };
    }
}
