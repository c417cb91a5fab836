// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.sql.SyntaxException;
import java.sql.SQLException;
import java.util.Optional;

/** Failures as the client sees them. */
public final class Failures {
    private Failures() {}

    static ServerError of(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("INTERRUPT")) {
            return new ServerError(1317, "70100", "Query execution was interrupted");
        }
        // The driver puts a sentence of its own before what DuckDB says.
        String first = message.lines()
                .filter(line -> !line.contains("closed pending query result"))
                .findFirst()
                .orElse(message)
                .replaceFirst("^Query failed: ", "");
        // A function's own refusal has its code.
        String raised = first.replaceFirst("^Invalid Input Error: ", "");
        String code = raised.startsWith("ORR-E") ? "" : EmbeddedCode.EXECUTION_FAILED.id() + ": ";
        return new ServerError(1064, "HY000", code + (code.isEmpty() ? raised : first));
    }

    static ServerError of(SyntaxException failure) {
        return new ServerError(
                1064,
                "HY000",
                "Getting syntax error at line " + failure.line() + ", column " + (failure.column() - 1)
                        + ". Detail message: " + failure.message() + ".");
    }

    public static Refusal statement(String what) {
        return new Refusal(EmbeddedCode.STATEMENT_REFUSED, "statement '" + what + "'");
    }

    public static ServerError unknownTable(String name) {
        return ServerError.analyzing("Table " + name + " is not found");
    }

    /** Something that may fail with DuckDB. */
    interface Work<T> {
        T run() throws SQLException, ServerError;
    }

    static <T> T translated(Work<T> work) throws ServerError {
        try {
            return work.run();
        } catch (SQLException e) {
            throw serverError(e).orElseGet(() -> of(e));
        } catch (Refusal e) {
            throw e.asServerError();
        } catch (SyntaxException e) {
            throw of(e);
        }
    }

    private static Optional<ServerError> serverError(SQLException failure) {
        return failure.getCause() instanceof ServerError error ? Optional.of(error) : Optional.empty();
    }
}
