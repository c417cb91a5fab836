// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.SyntaxException;
import java.util.Locale;
import java.util.Map;

/** Knows the mistakes that people make who come from another database, and names them. */
final class Mistakes {
    private static final Map<String, String> FOREIGN_WORDS = Map.ofEntries(
            Map.entry("ILIKE", "write lower(value) LIKE lower(pattern)"),
            Map.entry("SIMILAR", "write value REGEXP pattern"),
            Map.entry("XOR", "write (a AND NOT b) OR (b AND NOT a)"),
            Map.entry("NATURAL", "name the columns: JOIN … USING (a, b)"),
            Map.entry("FETCH", "write LIMIT n"),
            Map.entry("TOP", "write LIMIT n at the end of the query"),
            Map.entry("WINDOW", "write the window after OVER, at each function"),
            Map.entry("RETURNING", "ask with a SELECT after the statement"),
            Map.entry("MERGE", "use a primary key table and INSERT: it replaces rows of the same key"),
            Map.entry("UNPIVOT", "write a UNION ALL of one SELECT a column"),
            Map.entry("CONNECT", "write WITH RECURSIVE, from StarRocks 4.1 on"),
            Map.entry("TABLESAMPLE", "write t SAMPLE('percent' = '10'), from StarRocks 3.5 on"));

    private Mistakes() {}

    static SyntaxException at(TokenCursor cursor, String expected) {
        TokenKind kind = cursor.kind();
        if (kind == TokenKind.COLON && (cursor.kind(1) == TokenKind.COLON || cursor.previous() == TokenKind.COLON)) {
            return cursor.error(
                    ModelCode.FOREIGN_SYNTAX, "'::' casts nothing in StarRocks", "write CAST(value AS type)");
        }
        if (cursor.previous() == TokenKind.COMMA && endsList(kind)) {
            return cursor.error(
                    cursor.position() - 1,
                    ModelCode.TRAILING_COMMA,
                    "a comma too many: nothing follows it before " + found(cursor),
                    "remove the comma");
        }
        if (kind.isString() && expected.contains("name")) {
            String value = cursor.tokens().stringValue(cursor.position());
            return cursor.error(
                    ModelCode.STRING_FOR_NAME,
                    cursor.written() + " is a string in StarRocks, expected " + expected,
                    "names are quoted with back-quotes: `" + value + "`");
        }
        if (kind == TokenKind.NAME || (kind.isWord() && !kind.isReserved())) {
            String help = FOREIGN_WORDS.get(cursor.written().toUpperCase(Locale.ROOT));
            if (help != null) {
                return cursor.error(
                        ModelCode.FOREIGN_SYNTAX, "'" + cursor.written() + "' is not known to StarRocks here", help);
            }
        }
        if (kind.isReserved() && expected.contains("name")) {
            return cursor.error(
                    ModelCode.RESERVED_WORD,
                    "'" + cursor.written() + "' is a reserved word, expected " + expected,
                    "as a name it needs back-quotes: `" + cursor.written() + "`");
        }
        return cursor.error(ModelCode.SYNTAX, "expected " + expected + ", found " + found(cursor), "");
    }

    private static String found(TokenCursor cursor) {
        return cursor.at(TokenKind.END) ? "the end of the statement" : "'" + shortened(cursor.written()) + "'";
    }

    private static String shortened(String written) {
        return written.length() > 40 ? written.substring(0, 37) + "..." : written;
    }

    private static boolean endsList(TokenKind kind) {
        return switch (kind) {
            case RIGHT_PAREN, RIGHT_BRACKET, FROM, WHERE, GROUP, HAVING, ORDER, LIMIT, SEMICOLON, END -> true;
            default -> false;
        };
    }
}
