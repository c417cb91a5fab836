// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;

/**
 * A text is not StarRocks SQL. A value more than an exception: it has no stack trace, and {@link SqlParser#parse} turns
 * it into a diagnostic.
 */
public final class SyntaxException extends RuntimeException {
    private final transient Code code;
    private final int start;
    private final int end;
    private final int line;
    private final int column;
    private final String help;

    private SyntaxException(Code code, int start, int end, int line, int column, String message, String help) {
        super(message, null, false, false);
        this.code = code;
        this.start = start;
        this.end = end;
        this.line = line;
        this.column = column;
        this.help = help;
    }

    /** At a stretch of a text, from which line and column are counted. */
    public static SyntaxException in(char[] text, int start, int end, Code code, String message, String help) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < start; i++) {
            if (text[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new SyntaxException(code, start, end, line, start - lineStart + 1, message, help);
    }

    public Code code() {
        return code;
    }

    /** Offset of the first wrong character. */
    public int start() {
        return start;
    }

    /** Offset after the last wrong character. */
    public int end() {
        return end;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1, in characters. */
    public int column() {
        return column;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    /** What to do; empty when the message says it all. */
    public String help() {
        return help;
    }

    /** As a finding in the file whose text was parsed. */
    public Diagnostic in(SourceFile file) {
        Diagnostic diagnostic = Diagnostic.at(new FileSpan(file, start, end), code, message());
        return help.isEmpty() ? diagnostic : diagnostic.withHelp(help);
    }
}
