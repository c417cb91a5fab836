// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.tree.Name;

/** Which functions take DISTINCT, ORDER BY and the like, and how many arguments those have that are words of the grammar. */
final class FunctionForms {
    private FunctionForms() {}

    /** What stood between the parentheses. */
    record Shape(
            int arguments, boolean star, boolean distinct, boolean ordered, boolean separated, boolean ignoreNulls) {}

    /**
     * @param kind of the name's token
     * @throws SyntaxException if the grammar has no such form of the function
     */
    static void check(TokenCursor cursor, Name name, TokenKind kind, Shape shape) {
        if (shape.star() && kind != TokenKind.COUNT) {
            throw refused(cursor, "'" + name + "' takes no '*'", "only count(*) does");
        }
        if (shape.distinct() && !takesDistinct(kind)) {
            throw refused(
                    cursor,
                    "'" + name + "' takes no DISTINCT",
                    "sum, count, avg, min, max, array_agg and group_concat do");
        }
        if (shape.ordered() && !takesOrder(kind)) {
            throw refused(
                    cursor,
                    "'" + name + "' takes no ORDER BY",
                    "array_agg and group_concat do; windows take it in OVER");
        }
        if (shape.separated() && kind != TokenKind.GROUP_CONCAT && kind != TokenKind.STRING_AGG) {
            throw refused(cursor, "'" + name + "' takes no SEPARATOR", "group_concat does");
        }
        if (shape.ignoreNulls() && !takesIgnoreNulls(kind)) {
            throw refused(cursor, "'" + name + "' takes no IGNORE NULLS", "lead, lag, first_value and last_value do");
        }
        int arguments = arguments(kind);
        if (arguments >= 0 && shape.arguments() != arguments) {
            throw refused(
                    cursor,
                    "'" + name + "' takes " + arguments + (arguments == 1 ? " argument" : " arguments") + ", found "
                            + shape.arguments(),
                    "");
        }
    }

    private static SyntaxException refused(TokenCursor cursor, String message, String help) {
        return cursor.error(cursor.position() - 1, ModelCode.SYNTAX, message, help);
    }

    private static boolean takesDistinct(TokenKind kind) {
        return switch (kind) {
            case AVG, COUNT, MAX, MIN, SUM, ARRAY_AGG, GROUP_CONCAT, STRING_AGG -> true;
            default -> false;
        };
    }

    private static boolean takesOrder(TokenKind kind) {
        return switch (kind) {
            case ARRAY_AGG, ARRAY_AGG_DISTINCT, GROUP_CONCAT, STRING_AGG -> true;
            default -> false;
        };
    }

    private static boolean takesIgnoreNulls(TokenKind kind) {
        return switch (kind) {
            case LEAD, LAG, FIRST_VALUE, LAST_VALUE -> true;
            default -> false;
        };
    }

    /** -1 for any number. */
    private static int arguments(TokenKind kind) {
        return switch (kind) {
            case AVG, MAX, MIN, SUM, ARRAY_AGG, CHAR, FLOOR, CEIL -> 1;
            case LEFT, RIGHT, LIKE, MOD, REGEXP, RLIKE -> 2;
            case TIMESTAMPADD, TIMESTAMPDIFF -> 3;
            default -> -1;
        };
    }
}
