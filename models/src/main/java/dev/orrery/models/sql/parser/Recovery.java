// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.lexer.TokenKind;
import dev.orrery.models.sql.lexer.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes up again after an error, at the next clause of the query, so that one run reports several. What was read of a
 * statement with errors is thrown away.
 */
final class Recovery {
    private static final int MOST = 20;

    /** Whether to look for more errors after the first. */
    enum Mode {
        FIRST_ERROR,
        ALL_ERRORS
    }

    private final Mode mode;
    private final List<SyntaxException> errors = new ArrayList<>();

    Recovery(Mode mode) {
        this.mode = mode;
    }

    List<SyntaxException> errors() {
        return errors;
    }

    void note(SyntaxException error) {
        errors.add(error);
    }

    /** Reads a clause; if that fails, passes over it and goes on with the stand-in. */
    <T> T clause(TokenCursor cursor, T standIn, Supplier<T> clause) {
        return clause(cursor, standIn, clause, Stop.CLAUSE);
    }

    private <T> T clause(TokenCursor cursor, T standIn, Supplier<T> clause, Stop stop) {
        if (mode == Mode.FIRST_ERROR) {
            return clause.get();
        }
        int start = cursor.position();
        int depth = cursor.depth();
        try {
            T read = clause.get();
            if (!mayFollow(cursor, stop)) {
                throw cursor.unexpected("the end of the statement");
            }
            return read;
        } catch (SyntaxException error) {
            if (errors.size() >= MOST) {
                throw error;
            }
            errors.add(error);
            cursor.resetDepth(depth);
            // A reserved word that was meant as a name begins no clause.
            int failed = error.code() == ModelCode.RESERVED_WORD ? cursor.position() : -1;
            cursor.moveTo(nextClause(cursor, start, failed, stop));
            return standIn;
        }
    }

    /**
     * Reads the items of a list; one that fails is passed over up to the next comma, and left out.
     *
     * @param item reads one
     */
    <T> List<T> items(TokenCursor cursor, Supplier<T> item) {
        if (mode == Mode.FIRST_ERROR) {
            return cursor.commaSeparated(item);
        }
        List<T> items = new ArrayList<>(4);
        do {
            int start = cursor.position();
            int before = errors.size();
            clause(cursor, Optional.<T>empty(), () -> Optional.of(item.get()), Stop.COMMA)
                    .ifPresent(items::add);
            if (errors.size() > before && cursor.position() == start && !cursor.at(TokenKind.COMMA)) {
                break;
            }
        } while (cursor.accept(TokenKind.COMMA));
        return items;
    }

    /** Whether another clause, or the end of the query, comes now: if not, the error belongs to what was just read. */
    private static boolean mayFollow(TokenCursor cursor, Stop stop) {
        return switch (cursor.kind()) {
            case FROM, WHERE, GROUP, HAVING, QUALIFY, ORDER, LIMIT, UNION, INTERSECT, EXCEPT, MINUS -> true;
            case INTO, RIGHT_PAREN, SEMICOLON, END -> true;
            case COMMA -> stop == Stop.COMMA;
            default -> false;
        };
    }

    /** What else ends that which is passed over. */
    private enum Stop {
        CLAUSE,
        COMMA
    }

    private static int nextClause(TokenCursor cursor, int start, int failed, Stop stop) {
        Tokens tokens = cursor.tokens();
        int index = start;
        while (true) {
            if (index == failed) {
                index++;
                continue;
            }
            switch (tokens.kind(index)) {
                case FROM, WHERE, GROUP, HAVING, QUALIFY, ORDER, LIMIT, UNION, INTERSECT -> {
                    return index;
                }
                case RIGHT_PAREN, SEMICOLON, END -> {
                    return index;
                }
                default -> {
                    if (stop == Stop.COMMA && tokens.kind(index) == TokenKind.COMMA) {
                        return index;
                    }
                    int partner = tokens.partner(index);
                    index = partner > index ? partner + 1 : index + 1;
                }
            }
        }
    }
}
