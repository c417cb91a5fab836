// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import dev.orrery.models.sql.SyntaxException;
import java.util.ArrayList;
import java.util.List;
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
        if (mode == Mode.FIRST_ERROR) {
            return clause.get();
        }
        int start = cursor.position();
        int depth = cursor.depth();
        try {
            return clause.get();
        } catch (SyntaxException error) {
            if (errors.size() >= MOST) {
                throw error;
            }
            errors.add(error);
            cursor.resetDepth(depth);
            cursor.moveTo(nextClause(cursor, start));
            return standIn;
        }
    }

    private static int nextClause(TokenCursor cursor, int start) {
        Tokens tokens = cursor.tokens();
        int index = start;
        while (true) {
            switch (tokens.kinds()[index]) {
                case FROM, WHERE, GROUP, HAVING, QUALIFY, ORDER, LIMIT, UNION, INTERSECT -> {
                    return index;
                }
                case RIGHT_PAREN, SEMICOLON, END -> {
                    return index;
                }
                default -> {
                    int partner = tokens.partners()[index];
                    index = partner > index ? partner + 1 : index + 1;
                }
            }
        }
    }
}
