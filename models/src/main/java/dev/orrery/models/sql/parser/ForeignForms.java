// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.lexer.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognises what other databases and template languages write, and says how StarRocks does. */
final class ForeignForms {
    /** Words at the place of the failure, or right before it, where they were taken for a name. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("ILIKE", "write lower(value) LIKE lower(pattern)"),
            Map.entry("SIMILAR", "write value REGEXP pattern"),
            Map.entry("XOR", "write (a AND NOT b) OR (b AND NOT a)"),
            Map.entry("ISNULL", "write value IS NULL"),
            Map.entry("NOTNULL", "write value IS NOT NULL"),
            Map.entry("NATURAL", "name the columns: JOIN … USING (a, b)"),
            Map.entry("APPLY", "write a comma and the table function: FROM t, unnest(t.a) AS u(x)"),
            Map.entry("FETCH", "write LIMIT n"),
            Map.entry("TOP", "write LIMIT n at the end of the query"),
            Map.entry("OFFSET", "write LIMIT n OFFSET m: the number of rows comes first"),
            Map.entry("WINDOW", "write the window after OVER, at each function"),
            Map.entry("RETURNING", "ask with a SELECT after the statement"),
            Map.entry("UNPIVOT", "write a UNION ALL of one SELECT a column"),
            Map.entry("CONNECT", "write WITH RECURSIVE, from StarRocks 4.1 on"),
            Map.entry("TABLESAMPLE", "write t SAMPLE('percent' = '10'), from StarRocks 3.5 on"));

    private static final Map<String, String> STATEMENTS = Map.ofEntries(
            Map.entry("COPY", "write INSERT INTO t SELECT … FROM FILES(…)"),
            Map.entry("COMMENT", "write ALTER TABLE t COMMENT = \"…\""),
            Map.entry("DECLARE", "write SET @name = value"),
            Map.entry("EXEC", "there are no stored procedures"),
            Map.entry("GO", "statements end with ';'"),
            Map.entry("MERGE", "use a primary key table and INSERT: it replaces rows of the same key"),
            Map.entry("REPLACE", "use a primary key table and INSERT: it replaces rows of the same key"),
            Map.entry("TABLE", "write SELECT * FROM the table"),
            Map.entry("UPSERT", "use a primary key table and INSERT: it replaces rows of the same key"),
            Map.entry("VACUUM", "the server cleans up by itself"),
            Map.entry("VALUES", "write SELECT * FROM (VALUES (1), (2)) t"));

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("BLOB", "VARBINARY"),
            Map.entry("BOOL", "BOOLEAN"),
            Map.entry("BYTEA", "VARBINARY"),
            Map.entry("CLOB", "STRING"),
            Map.entry("DATETIME2", "DATETIME"),
            Map.entry("ENUM", "VARCHAR"),
            Map.entry("IDENTITY", "BIGINT AUTO_INCREMENT"),
            Map.entry("INT2", "SMALLINT"),
            Map.entry("INT4", "INT"),
            Map.entry("INT64", "BIGINT"),
            Map.entry("INT8", "BIGINT"),
            Map.entry("JSONB", "JSON"),
            Map.entry("LONG", "BIGINT"),
            Map.entry("LONGTEXT", "STRING"),
            Map.entry("MEDIUMINT", "INT"),
            Map.entry("MEDIUMTEXT", "STRING"),
            Map.entry("MONEY", "DECIMAL(19, 4)"),
            Map.entry("NVARCHAR", "VARCHAR"),
            Map.entry("PRECISION", "DOUBLE alone"),
            Map.entry("REAL", "FLOAT"),
            Map.entry("SERIAL", "BIGINT AUTO_INCREMENT"),
            Map.entry("TIMESTAMP", "DATETIME"),
            Map.entry("TIMESTAMPTZ", "DATETIME"),
            Map.entry("UUID", "VARCHAR(36)"),
            Map.entry("VARCHAR2", "VARCHAR"));

    /** Signs of one or two tokens: the kinds before and at the failure. */
    private record Sign(@Nullable TokenKind before, TokenKind at, String shown, String help) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(TokenKind.EQUAL, TokenKind.LESS_SIGN, "=<", "write <="),
            new Sign(TokenKind.GREATER_SIGN, TokenKind.EQUAL, "> =", "write >= without a blank"),
            new Sign(TokenKind.LESS_SIGN, TokenKind.EQUAL, "< =", "write <= without a blank"),
            new Sign(TokenKind.LESS_SIGN, TokenKind.GREATER_SIGN, "< >", "write <> without a blank"),
            new Sign(TokenKind.CARET, TokenKind.EQUAL, "^=", "write !="),
            new Sign(TokenKind.EQUAL, TokenKind.EQUAL, "===", "write ="),
            new Sign(TokenKind.ARROW, TokenKind.GREATER_SIGN, "->>", "write get_json_string(value, path)"),
            new Sign(TokenKind.SLASH, TokenKind.SLASH, "//", "comments begin with '--' or '/*'"),
            new Sign(TokenKind.COLON, TokenKind.COLON, "::", "write CAST(value AS type)"),
            new Sign(null, TokenKind.NAMED, "=>", "write >="),
            new Sign(null, TokenKind.TILDE, "~", "write value REGEXP pattern"));

    private final TokenCursor cursor;
    private final String expected;

    private ForeignForms(TokenCursor cursor, String expected) {
        this.cursor = cursor;
        this.expected = expected;
    }

    /** Null where nothing is recognised. */
    static @Nullable SyntaxException at(TokenCursor cursor, String expected) {
        return new ForeignForms(cursor, expected).named();
    }

    private @Nullable SyntaxException named() {
        SyntaxException found = template();
        found = found == null ? sign() : found;
        found = found == null ? bang() : found;
        found = found == null ? type() : found;
        found = found == null ? key() : found;
        found = found == null ? phrase() : found;
        return found == null ? word() : found;
    }

    private @Nullable SyntaxException template() {
        if (!cursor.at(TokenKind.LEFT_BRACE)) {
            return null;
        }
        if (cursor.kind(1) == TokenKind.LEFT_BRACE || cursor.previous() == TokenKind.LEFT_BRACE) {
            int first = cursor.previous() == TokenKind.LEFT_BRACE ? -1 : 0;
            return refused(first, "'{{' begins a template, and there are none", "write the table's name as it is");
        }
        return before(-1).endsWith("$")
                ? refused(
                        0,
                        "'${' begins a variable that nobody replaced",
                        "declare it in orrery.yml: vars: { name: value }")
                : null;
    }

    private @Nullable SyntaxException sign() {
        if (cursor.at(TokenKind.COLON, TokenKind.COLON)) {
            return refused(0, "'::' casts nothing in StarRocks", "write CAST(value AS type)");
        }
        if (cursor.at(TokenKind.COLON, TokenKind.EQUAL)) {
            return refused(0, "':=' assigns nothing in StarRocks", "write SET @name = value before the query");
        }
        if (cursor.at(TokenKind.SLASH, TokenKind.SLASH)) {
            return unknown(0, "//", "comments begin with '--' or '/*'");
        }
        for (Sign sign : SIGNS) {
            boolean together = sign.shown.contains(" ") || cursor.touchesPrevious();
            boolean fits =
                    cursor.at(sign.at) && (sign.before == null || (cursor.previous() == sign.before && together));
            if (fits && sign.shown.equals("::")) {
                return refused(-1, "'::' casts nothing in StarRocks", sign.help);
            }
            if (fits) {
                return unknown(sign.before == null ? 0 : -1, sign.shown, sign.help);
            }
        }
        return null;
    }

    private @Nullable SyntaxException bang() {
        if (cursor.at(TokenKind.BANG, TokenKind.EQUAL)) {
            return unknown(0, "! =", "write != without a blank");
        }
        if (cursor.at(TokenKind.BANG, TokenKind.TILDE)) {
            return unknown(0, "!~", "write value NOT REGEXP pattern");
        }
        return cursor.at(TokenKind.NOT, TokenKind.EQUAL) ? unknown(0, "NOT =", "write !=") : null;
    }

    private @Nullable SyntaxException type() {
        boolean column = expected.equals("')'")
                && (cursor.at(TokenKind.NAME) || cursor.kind().isWord());
        if (column || expected.startsWith("a type")) {
            String known = TYPES.get(before(0));
            if (known != null) {
                return refused(0, "'" + cursor.written() + "' is no type of StarRocks", "write " + known);
            }
        }
        String function = TYPES.get(before(-2));
        if (expected.startsWith("a type") && cursor.previous() == TokenKind.LEFT_PAREN && function != null) {
            return refused(
                    -2,
                    "'" + cursor.tokens().written(cursor.position() - 2) + "' is no type of StarRocks",
                    "write " + function);
        }
        return null;
    }

    private @Nullable SyntaxException key() {
        boolean clause = cursor.at(TokenKind.PRIMARY) || cursor.at(TokenKind.UNIQUE) || cursor.at(TokenKind.DUPLICATE);
        if (clause && cursor.kind(1) == TokenKind.KEY && (expected.equals("')'") || expected.contains("column name"))) {
            return refused(
                    0,
                    "'" + cursor.written() + " KEY' stands among the columns",
                    "write it after them: CREATE TABLE t (…) " + before(0) + " KEY (a)");
        }
        if (before(-1).equals("CONSTRAINT") || before(-2).equals("FOREIGN")) {
            int first = before(-1).equals("CONSTRAINT") ? -1 : -2;
            return refused(
                    first,
                    "'" + cursor.tokens().written(cursor.position() + first)
                            + "' declares what StarRocks does not hold to",
                    "leave it out; the property \"foreign_key_constraints\" tells the optimizer");
        }
        return null;
    }

    /** Of several words. */
    private @Nullable SyntaxException phrase() {
        return switch (cursor.kind()) {
            case NOT -> {
                String help = WORDS.get(before(1));
                yield help == null ? null : unknown(0, "NOT " + before(1), help.replace("write ", "write NOT "));
            }
            case ON -> {
                if (cursor.previous() == TokenKind.DISTINCT) {
                    yield unknown(-1, "DISTINCT ON", "number the rows with row_number() and keep the first");
                }
                boolean upsert = before(1).equals("DUPLICATE") || before(1).equals("CONFLICT");
                yield upsert
                        ? unknown(0, "ON " + before(1), "use a primary key table: INSERT replaces rows of the same key")
                        : null;
            }
            case FOR ->
                before(1).equals("UPDATE") ? unknown(0, "FOR UPDATE", "leave it out: no rows are locked") : null;
            case LATERAL ->
                before(1).equals("VIEW") ? unknown(0, "LATERAL VIEW", "write FROM t, unnest(t.a) AS u(x)") : null;
            case WITH -> before(1).equals("ROLLUP") ? unknown(0, "WITH ROLLUP", "write GROUP BY ROLLUP(a, b)") : null;
            case MATERIALIZED ->
                cursor.previous() == TokenKind.AS ? unknown(0, "AS MATERIALIZED", "leave MATERIALIZED out") : null;
            case ARRAY ->
                cursor.kind(1) == TokenKind.LEFT_BRACKET || cursor.kind(1) == TokenKind.LEFT_PAREN
                        ? unknown(0, "ARRAY" + cursor.tokens().written(cursor.position() + 1), "write [1, 2]")
                        : null;
            default -> expectation();
        };
    }

    /** Told by what should have come. */
    private @Nullable SyntaxException expectation() {
        if (expected.startsWith("NULL after IS")) {
            boolean distinct = before(0).equals("DISTINCT");
            return unknown(
                    -1,
                    "IS " + before(0),
                    distinct ? "write a <=> b, or NOT (a <=> b)" : "write the condition itself, or NOT condition");
        }
        if (expected.equals("OUTFILE")) {
            return unknown(-1, "SELECT … INTO", "write CREATE TABLE t AS SELECT …, or INSERT INTO t SELECT …");
        }
        if (expected.equals("'('") && cursor.previous() == TokenKind.OVER) {
            return unknown(0, "OVER " + cursor.written(), "write the window itself: OVER (PARTITION BY … ORDER BY …)");
        }
        if (expected.equals("'('") && cursor.previous() == TokenKind.EVERY) {
            return unknown(-1, "EVERY " + cursor.written(), "write EVERY(INTERVAL 1 HOUR)");
        }
        if (expected.equals("ASYNC or MANUAL")) {
            return unknown(
                    0, "REFRESH " + before(0), "write REFRESH ASYNC EVERY(INTERVAL 1 HOUR) or REFRESH DEFERRED MANUAL");
        }
        if (expected.contains("another change")
                && (before(0).equals("ALTER") || before(0).equals("CHANGE"))) {
            return unknown(0, before(0), "write MODIFY COLUMN name type, or RENAME COLUMN a TO b");
        }
        if (cursor.at(TokenKind.TO) && before(-1).equals("RENAME")) {
            return unknown(0, "RENAME TO", "write ALTER TABLE t RENAME other");
        }
        return null;
    }

    private @Nullable SyntaxException word() {
        if (expected.equals("a statement") && STATEMENTS.containsKey(before(0))) {
            return unknown(0, cursor.written(), STATEMENTS.getOrDefault(before(0), ""));
        }
        boolean taken = expected.equals("')'") || expected.equals("the end of the statement");
        for (int offset = 0; offset >= (taken ? -2 : 0); offset--) {
            int index = cursor.position() + offset;
            String help = index < 0 || !isBareWord(index) ? null : WORDS.get(before(offset));
            // Two tokens back only `CROSS APPLY f (`, where the function was taken for an alias.
            if (help != null && (offset > -2 || before(offset).equals("APPLY"))) {
                return unknown(offset, cursor.tokens().written(index), help);
            }
        }
        return null;
    }

    private boolean isBareWord(int index) {
        TokenKind kind = cursor.tokens().kind(index);
        return kind == TokenKind.NAME || (kind.isWord() && !kind.isReserved());
    }

    /** The token at this distance, in upper case; empty outside of the text. */
    private String before(int offset) {
        int index = cursor.position() + offset;
        boolean inside = index >= 0 && index < cursor.tokens().count();
        return inside ? cursor.tokens().written(index).toUpperCase(Locale.ROOT) : "";
    }

    private SyntaxException unknown(int offset, String shown, String help) {
        return refused(offset, "'" + shown + "' is not known to StarRocks here", help);
    }

    private SyntaxException refused(int offset, String message, String help) {
        return cursor.error(cursor.position() + offset, ModelCode.FOREIGN_SYNTAX, message, help);
    }
}
