// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.lexer.LexerArrays;
import dev.orrery.models.sql.parser.StatementReader;
import dev.orrery.models.sql.parser.StatementSplitter;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Statement;
import java.util.List;

/**
 * Reads StarRocks SQL of the versions 3.1 to 4.1. Locations in the trees are offsets in the whole text that was given.
 */
public final class SqlParser {
    private SqlParser() {}

    /** All statements of a file that are right; a diagnostic for each error in the others. */
    public static List<Statement> parse(SourceFile file, Diagnostics diagnostics) {
        return parse(file, 0, file.text().length(), diagnostics);
    }

    /**
     * As {@link #parse(SourceFile, Diagnostics)}, of a stretch of the file only.
     *
     * @param from offset of its first character
     * @param to offset after its last character
     */
    public static List<Statement> parse(SourceFile file, int from, int to, Diagnostics diagnostics) {
        StatementReader.Reading reading = StatementReader.all(file.text(), from, to);
        reading.errors().forEach(error -> diagnostics.add(error.in(file)));
        return reading.statements();
    }

    /**
     * One statement; a semicolon may follow it. Who has many of them takes a {@link StatementSeries}.
     *
     * @throws SyntaxException at the first error
     */
    public static Statement parseStatement(String sql) {
        return StatementReader.one(sql, new LexerArrays());
    }

    /**
     * One expression.
     *
     * @throws SyntaxException at the first error
     */
    public static Expression parseExpression(String sql) {
        return StatementReader.expression(sql);
    }

    /**
     * The statements of a text, cut at the semicolons outside of quotes and comments, without those that are empty. The
     * statements themselves may be wrong.
     *
     * @throws SyntaxException where a quote or comment never ends
     */
    public static List<String> split(String sql) {
        return StatementSplitter.split(sql);
    }
}
