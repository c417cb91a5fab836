// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.parser.StatementReader;
import dev.orrery.models.sql.tree.Statement;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What editors and tools are told about a text of one statement or more.
 *
 * @param ok whether all of it is StarRocks SQL
 * @param kind the family of the first statement, such as {@code select} or {@code create_table}; empty when not ok
 * @param canonical the statements in normal form, with {@code ;} between them; empty when not ok
 * @param error the first error
 */
public record ParseAnswer(boolean ok, String kind, String canonical, Optional<Problem> error) {

    /**
     * Where and what.
     *
     * @param line from 1
     * @param column from 1, in characters
     */
    public record Problem(int line, int column, String message, String help) {}

    /** What else to ask of a statement that is right, such as whether a target version has it. */
    public interface Check {
        void check(Statement statement, SourceFile file, Diagnostics diagnostics);
    }

    public static ParseAnswer of(String sql) {
        return of(sql, (statement, file, diagnostics) -> {});
    }

    public static ParseAnswer of(String sql, Check check) {
        StatementReader.Reading reading = StatementReader.all(sql, 0, sql.length());
        if (!reading.errors().isEmpty()) {
            return failed(reading.errors().get(0));
        }
        if (reading.statements().isEmpty()) {
            return new ParseAnswer(false, "", "", Optional.of(new Problem(1, 1, "there is no statement", "")));
        }
        SourceFile file = new SourceFile("sql", sql);
        Diagnostics diagnostics = new Diagnostics();
        reading.statements().forEach(statement -> check.check(statement, file, diagnostics));
        if (diagnostics.hasErrors()) {
            return failed(diagnostics.sorted().get(0));
        }
        String kind = reading.statements().get(0).accept(new StatementKind());
        String canonical = reading.statements().stream().map(SqlPrinter::print).collect(Collectors.joining(";\n"));
        return new ParseAnswer(true, kind, canonical, Optional.empty());
    }

    private static ParseAnswer failed(Diagnostic error) {
        int line = error.place().map(FileSpan::line).orElse(1);
        int column = error.place().map(FileSpan::column).orElse(1);
        Problem problem =
                new Problem(line, column, error.message(), error.help().orElse(""));
        return new ParseAnswer(false, "", "", Optional.of(problem));
    }

    private static ParseAnswer failed(SyntaxException error) {
        Problem problem = new Problem(error.line(), error.column(), error.message(), error.help());
        return new ParseAnswer(false, "", "", Optional.of(problem));
    }
}
