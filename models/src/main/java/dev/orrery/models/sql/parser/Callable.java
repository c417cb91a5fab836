// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.lexer.Keywords;
import dev.orrery.models.sql.lexer.TokenKind;

/** Which reserved words are also functions. */
public final class Callable {
    private Callable() {}

    /** Whether a function of this name is called without back-quotes although the word is reserved. */
    public static boolean isReservedFunction(String word) {
        TokenKind kind = Keywords.of(word);
        return isReservedFunction(kind) || isNow(kind);
    }

    /** Whether a bare name would be read as something else and needs back-quotes. */
    public static boolean isKeyword(String word) {
        return Keywords.of(word) != TokenKind.NAME;
    }

    /** Whether StarRocks of some version refuses the bare word as a name. */
    public static boolean isReserved(String word) {
        return Keywords.of(word).isReserved();
    }

    static boolean isReservedFunction(TokenKind kind) {
        return switch (kind) {
            case CHAR, DATABASE, IF, LEFT, LIKE, MOD, REGEXP, REPLACE, RIGHT, RLIKE, SCHEMA -> true;
            case GROUPING, GROUPING_ID, LAST_QUERY_ID -> true;
            case DENSE_RANK, FIRST_VALUE, LAG, LAST_VALUE, LEAD, NTILE, ROW_NUMBER -> true;
            default -> false;
        };
    }

    static boolean isNow(TokenKind kind) {
        return switch (kind) {
            case CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP, LOCALTIME, LOCALTIMESTAMP -> true;
            case CURRENT_USER, CURRENT_ROLE, CURRENT_GROUP, CURRENT_WAREHOUSE -> true;
            default -> false;
        };
    }

    static boolean isWindowOnly(TokenKind kind) {
        return switch (kind) {
            case DENSE_RANK, FIRST_VALUE, LAG, LAST_VALUE, LEAD, NTILE, ROW_NUMBER -> true;
            default -> false;
        };
    }
}
