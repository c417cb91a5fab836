// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.format;

import dev.orrery.models.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** Where a run of tokens may be broken into lines. */
final class Clauses {
    private final Shape shape;

    Clauses(Shape shape) {
        this.shape = shape;
    }

    /** Where the clauses of the run begin, its own start first. */
    List<Integer> starts(int from, int to) {
        List<Integer> starts = new ArrayList<>();
        starts.add(from);
        boolean defines = shape.is(from, TokenKind.CREATE);
        for (int i = from; i < to; i = shape.closing(i) + 1) {
            if (i > from && begins(i, from, defines)) {
                starts.add(i);
            }
            // Behind its AS stands what is defined: another AS gives a name, and belongs to what it names.
            defines &= !shape.is(i, TokenKind.AS);
        }
        return starts;
    }

    /**
     * @param defines whether the token is one of those that say what a CREATE makes
     */
    private boolean begins(int token, int from, boolean defines) {
        TokenKind kind = shape.kind(token);
        if (!shape.is(token, kind)) {
            return false;
        }
        return switch (kind) {
            case SELECT -> !shape.is(token - 1, TokenKind.AS) || !shape.is(from, TokenKind.CREATE);
            case FROM -> !shape.is(token - 1, TokenKind.DELETE) && !shape.is(from, TokenKind.SHOW);
            case WHERE, HAVING, QUALIFY, LIMIT, UNION, INTERSECT -> true;
            case EXCEPT, MINUS -> shape.kind(token - 1) != TokenKind.STAR;
            case GROUP, ORDER -> shape.is(token + 1, TokenKind.BY);
            case INNER, LEFT, RIGHT, FULL, CROSS, ASOF -> true;
            case JOIN -> !isJoinWord(token - 1);
            case NULL -> shape.is(token + 1, TokenKind.AWARE);
            case PARTITION -> shape.is(token + 1, TokenKind.BY) && (defines || !shape.is(from, TokenKind.ALTER));
            case DISTRIBUTED, REFRESH, PROPERTIES, ENGINE, SECURITY, ROLLUP -> defines;
            case DUPLICATE, UNIQUE, PRIMARY, AGGREGATE -> defines && shape.is(token + 1, TokenKind.KEY);
            case COMMENT, AS -> defines;
            case VALUES -> shape.is(from, TokenKind.INSERT);
            case SET -> shape.is(from, TokenKind.UPDATE);
            default -> false;
        };
    }

    private boolean isJoinWord(int token) {
        if (!shape.is(token, shape.kind(token))) {
            return false;
        }
        return switch (shape.kind(token)) {
            case INNER, LEFT, RIGHT, FULL, CROSS, OUTER, SEMI, ANTI, ASOF -> true;
            default -> false;
        };
    }

    /** Whether the items after the first words of a clause are a list. */
    boolean isList(int from) {
        return switch (shape.kind(from)) {
            case SELECT, GROUP, ORDER, VALUES, SET, ALTER -> true;
            default -> false;
        };
    }

    /** Index after the first words of a clause. */
    int bodyOf(int from, int to) {
        int body = from + 1;
        boolean alters = shape.is(from, TokenKind.ALTER);
        while (body < to && (isOpeningWord(body) || (alters && isAltered(body)))) {
            body++;
        }
        return body;
    }

    private boolean isOpeningWord(int token) {
        return shape.is(token, TokenKind.BY)
                || shape.is(token, TokenKind.DISTINCT)
                || shape.is(token, TokenKind.RECURSIVE);
    }

    /** The name in an ALTER, and the words before it: the changes follow. */
    private boolean isAltered(int token) {
        return switch (shape.kind(token)) {
            case TABLE, MATERIALIZED, VIEW, DOT -> true;
            default -> !shape.is(token, shape.kind(token));
        };
    }

    /** Where the items between the commas of the run begin. */
    List<Integer> items(int from, int to) {
        List<Integer> items = new ArrayList<>();
        items.add(from);
        for (int i = from; i < to; i = shape.closing(i) + 1) {
            if (shape.kind(i) == TokenKind.COMMA && i + 1 < to) {
                items.add(i + 1);
            }
        }
        return items;
    }

    /** Where the parts between AND and OR begin; the AND of BETWEEN is none. */
    List<Integer> conditions(int from, int to) {
        List<Integer> parts = new ArrayList<>();
        parts.add(from);
        boolean between = false;
        for (int i = from; i < to; i = shape.closing(i) + 1) {
            if (shape.is(i, TokenKind.BETWEEN)) {
                between = true;
            } else if (shape.is(i, TokenKind.AND) && between) {
                between = false;
            } else if ((shape.is(i, TokenKind.AND) || shape.is(i, TokenKind.OR)) && i > from) {
                parts.add(i);
            }
        }
        return parts;
    }

    /** Whether the run holds the column list of a CREATE TABLE, which always has a line for each column. */
    boolean explodes(int from, int to) {
        if (shape.is(from, TokenKind.CREATE)) {
            for (int i = from; i < to; i++) {
                if (shape.kind(i) == TokenKind.LEFT_PAREN) {
                    return isColumnList(i);
                }
            }
            return false;
        }
        return shape.kind(from) == TokenKind.LEFT_PAREN && isColumnList(from);
    }

    private boolean isColumnList(int opening) {
        int i = opening - 1;
        while (i > 0 && !shape.is(i, TokenKind.TABLE) && opening - i < 10) {
            i--;
        }
        boolean table = shape.is(i, TokenKind.TABLE)
                && (shape.is(i - 1, TokenKind.CREATE)
                        || shape.is(i - 1, TokenKind.EXTERNAL)
                        || shape.is(i - 1, TokenKind.TEMPORARY));
        return table
                && isNameBetween(i + 1, opening)
                && items(opening + 1, shape.closing(opening)).size() > 1;
    }

    /** Nothing but IF NOT EXISTS and a name. */
    private boolean isNameBetween(int from, int to) {
        for (int i = from; i < to; i++) {
            boolean words = shape.is(i, TokenKind.IF) || shape.is(i, TokenKind.NOT) || shape.is(i, TokenKind.EXISTS);
            boolean name = !shape.is(i, shape.kind(i)) || shape.kind(i) == TokenKind.DOT;
            if (!words && !name) {
                return false;
            }
        }
        return true;
    }
}
