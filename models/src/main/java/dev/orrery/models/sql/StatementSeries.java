// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import dev.orrery.models.sql.lexer.LexerArrays;
import dev.orrery.models.sql.parser.StatementReader;
import dev.orrery.models.sql.tree.Statement;

/**
 * Reads one statement after the other as {@link SqlParser#parseStatement} does, each in the memory of the one before: for
 * a session, and for whoever else has many. For one thread at a time; the trees are independent of each other and of it.
 */
public final class StatementSeries {
    private final LexerArrays arrays = new LexerArrays();

    /**
     * The next one; a semicolon may follow it.
     *
     * @throws SyntaxException at the first error; the next statement may be read all the same
     */
    public Statement parse(String sql) {
        return StatementReader.one(sql, arrays);
    }
}
