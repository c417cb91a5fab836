// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.lexer.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong where the grammar cannot go on: the mistakes that people make are named, anything else is told by
 * what was expected and what was found. Asked only after a failure, so that nothing that StarRocks reads is refused here.
 */
final class Mistakes {
    private static final List<String> STATEMENTS = List.of(
            "ALTER",
            "ANALYZE",
            "BEGIN",
            "CANCEL",
            "COMMIT",
            "CREATE",
            "DELETE",
            "DESCRIBE",
            "DROP",
            "EXPLAIN",
            "GRANT",
            "INSERT",
            "REFRESH",
            "REVOKE",
            "ROLLBACK",
            "SELECT",
            "SHOW",
            "SUBMIT",
            "TRUNCATE",
            "UPDATE",
            "WITH");
    private static final List<String> CLAUSES = List.of(
            "FROM",
            "WHERE",
            "GROUP",
            "HAVING",
            "QUALIFY",
            "ORDER",
            "LIMIT",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "JOIN",
            "LEFT",
            "RIGHT",
            "INNER",
            "CROSS",
            "USING",
            "BETWEEN");
    private static final String END = "the end of the statement";

    private final TokenCursor cursor;
    private final String expected;

    private Mistakes(TokenCursor cursor, String expected) {
        this.cursor = cursor;
        this.expected = expected;
    }

    static SyntaxException at(TokenCursor cursor, String expected) {
        return new Mistakes(cursor, expected).named();
    }

    private SyntaxException named() {
        SyntaxException found = comma();
        found = found == null ? ForeignForms.at(cursor, expected) : found;
        found = found == null ? bracket() : found;
        found = found == null ? quoted() : found;
        found = found == null ? reserved() : found;
        found = found == null ? misspelt() : found;
        found = found == null ? order() : found;
        return found == null ? plain() : found;
    }

    private @Nullable SyntaxException comma() {
        if (cursor.previous() != TokenKind.COMMA) {
            return null;
        }
        if (cursor.at(TokenKind.COMMA)) {
            return error(0, ModelCode.TRAILING_COMMA, "a comma too many: nothing stands before it", "remove the comma");
        }
        boolean noMoreTables = cursor.at(TokenKind.SELECT) && expected.contains("common table");
        if (!endsList(cursor.kind()) && !noMoreTables) {
            return null;
        }
        return error(
                -1,
                ModelCode.TRAILING_COMMA,
                "a comma too many: nothing follows it before " + found(),
                "remove the comma");
    }

    /** One that is never closed is shown itself: the end of the text says nothing. */
    private @Nullable SyntaxException bracket() {
        TokenKind kind = cursor.kind();
        if (kind == TokenKind.END || kind == TokenKind.SEMICOLON) {
            int opening = unclosed();
            if (opening >= 0) {
                String shown = cursor.tokens().written(opening);
                return cursor.error(
                        opening,
                        ModelCode.SYNTAX,
                        "'" + shown + "' is never closed",
                        "close it with " + partner(shown));
            }
        }
        boolean closes =
                kind == TokenKind.RIGHT_PAREN || kind == TokenKind.RIGHT_BRACKET || kind == TokenKind.RIGHT_BRACE;
        if (closes && cursor.tokens().partner(cursor.position()) < 0) {
            return error(0, ModelCode.SYNTAX, "'" + kind.shown() + "' closes nothing", "remove it, or open it before");
        }
        return null;
    }

    /** The innermost open bracket of this statement; -1 when there is none. */
    private int unclosed() {
        for (int i = cursor.position() - 1; i >= 0; i--) {
            TokenKind kind = cursor.tokens().kind(i);
            if (kind == TokenKind.SEMICOLON) {
                return -1;
            }
            boolean opens =
                    kind == TokenKind.LEFT_PAREN || kind == TokenKind.LEFT_BRACKET || kind == TokenKind.LEFT_BRACE;
            int partner = cursor.tokens().partner(i);
            if (opens && (partner < 0 || partner > cursor.position())) {
                return i;
            }
        }
        return -1;
    }

    private static String partner(String opening) {
        return opening.equals("(") ? "')'" : opening.equals("[") ? "']'" : "'}'";
    }

    private @Nullable SyntaxException quoted() {
        if (!expected.contains("name")) {
            return null;
        }
        if (cursor.kind().isString()) {
            String value = cursor.tokens().stringValue(cursor.position());
            return error(
                    0,
                    ModelCode.STRING_FOR_NAME,
                    cursor.written() + " is a string in StarRocks, expected " + expected,
                    "names are quoted with back-quotes: `" + value + "`");
        }
        if (cursor.at(TokenKind.LEFT_BRACKET)) {
            boolean one = cursor.closing(cursor.position()) == cursor.position() + 2;
            String name = one ? cursor.tokens().written(cursor.position() + 1) : "name";
            return error(
                    0,
                    ModelCode.STRING_FOR_NAME,
                    "'[' begins an array in StarRocks, expected " + expected,
                    "names are quoted with back-quotes: `" + name + "`");
        }
        return null;
    }

    private @Nullable SyntaxException reserved() {
        TokenKind kind = cursor.kind();
        if (expected.equals("BY") && isClause(cursor.previous()) && (endsList(kind) || kind == TokenKind.AS)) {
            String word = word(-1);
            return error(
                    -1,
                    ModelCode.RESERVED_WORD,
                    "'" + word + "' is a reserved word, and no " + word.toUpperCase(Locale.ROOT) + " BY follows",
                    "as a name it needs back-quotes: `" + word + "`");
        }
        boolean clause = isClause(kind) && cursor.previous() != TokenKind.AS;
        if (!kind.isReserved() || !expected.contains("name") || clause) {
            return null;
        }
        return error(
                0,
                ModelCode.RESERVED_WORD,
                "'" + cursor.written() + "' is a reserved word, expected " + expected,
                "as a name it needs back-quotes: `" + cursor.written() + "`");
    }

    /** A word that begins a clause or joins its parts: where a name is missing before it, it was not meant as one. */
    private static boolean isClause(TokenKind kind) {
        return switch (kind) {
            case SELECT, FROM, WHERE, GROUP, HAVING, ORDER, LIMIT, UNION, INTERSECT, ON, AND, OR, BY, AS -> true;
            case INTO, SET, VALUES, JOIN, LEFT, RIGHT, INNER, CROSS, FULL, USING, WHEN, THEN, ELSE -> true;
            default -> false;
        };
    }

    private @Nullable SyntaxException misspelt() {
        if (expected.equals("a statement")) {
            return Nearest.to(word(0), STATEMENTS)
                    .map(meant -> misspelt(0, meant))
                    .orElse(null);
        }
        if (!expected.equals(END) && !expected.equals("')'")) {
            return null;
        }
        // `FROM t WEHRE a = 1`: the word was read as an alias, and the failure comes one token later.
        for (int back : new int[] {-1, 0}) {
            if (isPlainWord(back)) {
                Optional<String> meant = Nearest.to(word(back), CLAUSES);
                if (meant.isPresent()) {
                    return misspelt(back, meant.get());
                }
            }
        }
        return null;
    }

    private boolean isPlainWord(int back) {
        int index = cursor.position() + back;
        return index >= 0
                && cursor.tokens().kind(index) == TokenKind.NAME
                && word(back).length() > 3;
    }

    private SyntaxException misspelt(int back, String meant) {
        return error(back, ModelCode.SYNTAX, "'" + word(back) + "' cannot stand here", "did you mean " + meant + "?");
    }

    private @Nullable SyntaxException order() {
        if (!expected.equals(END)) {
            return null;
        }
        return switch (cursor.kind()) {
            case FROM, WHERE, GROUP, HAVING, QUALIFY, ORDER ->
                error(
                        0,
                        ModelCode.SYNTAX,
                        "'" + cursor.written() + "' stands too late",
                        "the order is SELECT, FROM, WHERE, GROUP BY, HAVING, QUALIFY, ORDER BY, LIMIT");
            case UNION, INTERSECT, EXCEPT ->
                error(
                        0,
                        ModelCode.SYNTAX,
                        "'" + cursor.written() + "' stands after ORDER BY or LIMIT",
                        "put the query before it in parentheses");
            default -> null;
        };
    }

    private SyntaxException plain() {
        return error(0, ModelCode.SYNTAX, "expected " + expected + ", found " + found(), help());
    }

    private String help() {
        if (expected.equals("END")) {
            return "a CASE ends with END: CASE WHEN … THEN … ELSE … END";
        }
        if (expected.equals("SELECT")
                && cursor.previous() == TokenKind.RIGHT_PAREN
                && cursor.kind().isName()) {
            return "a comma is missing before '" + shortened(cursor.written()) + "'";
        }
        boolean missing = (expected.equals(END) || expected.equals("')'")) && beginsValue() && endsValue();
        return missing ? "a comma, an operator or a keyword is missing before it" : "";
    }

    private boolean beginsValue() {
        return switch (cursor.kind()) {
            case NAME, QUOTED_NAME, WHOLE_NUMBER, DECIMAL_NUMBER, DOUBLE_NUMBER, SINGLE_QUOTED, DOUBLE_QUOTED -> true;
            case CASE, NULL, TRUE, FALSE, LEFT_PAREN -> true;
            default -> cursor.kind().isName();
        };
    }

    private boolean endsValue() {
        return switch (cursor.previous()) {
            case NAME, QUOTED_NAME, WHOLE_NUMBER, DECIMAL_NUMBER, DOUBLE_NUMBER, SINGLE_QUOTED, DOUBLE_QUOTED -> true;
            case RIGHT_PAREN, RIGHT_BRACKET, END_WORD, NULL, TRUE, FALSE -> true;
            default -> cursor.previous().isName();
        };
    }

    private String word(int offset) {
        int index = cursor.position() + offset;
        return index < 0 ? "" : cursor.tokens().written(index);
    }

    private SyntaxException error(int offset, ModelCode code, String message, String help) {
        return cursor.error(cursor.position() + offset, code, message, help);
    }

    private String found() {
        return cursor.at(TokenKind.END) ? END : "'" + shortened(cursor.written()) + "'";
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
