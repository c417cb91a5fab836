// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.starrocks.ServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into what a person reads, and into its exit code. */
final class FailureReport implements IExecutionExceptionHandler {
    private final Terminal terminal;

    FailureReport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        if (failure instanceof DiagnosticException findings) {
            findings.diagnostics().forEach(terminal::show);
            return ExitCode.FAILED;
        }
        if (failure instanceof ServerException refused) {
            terminal.show(Diagnostic.of(CliCode.SERVER_REFUSED, "the server refused: " + refused.getMessage())
                    .withHelp("`orrery explain ORR-C016` lists the usual reasons"));
            return ExitCode.FAILED;
        }
        if (failure instanceof EnvironmentException outside) {
            terminal.show(outside.diagnostic());
            return ExitCode.ENVIRONMENT;
        }
        return bug(failure);
    }

    /** What nobody expected: the stack trace goes to a file, and the reader is told where. */
    int bug(Throwable failure) {
        terminal.say("orrery: this is a bug in Orrery " + Version.number() + ": " + failure);
        report(failure);
        return ExitCode.BUG;
    }

    private void report(Throwable failure) {
        try {
            Path report = Files.createTempFile("orrery-bug-", ".txt");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(report))) {
                out.println("orrery " + Version.number() + ", Java " + Runtime.version());
                failure.printStackTrace(out);
            }
            terminal.say("  the stack trace is in " + report + "; please read it, and attach it to a report");
        } catch (IOException unwritable) {
            failure.printStackTrace(terminal.err());
        }
    }
}
