// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/** The user has something to mend: the command prints the findings and ends with exit code 1. */
public final class DiagnosticException extends RuntimeException {
    private final transient List<Diagnostic> diagnostics;

    public DiagnosticException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(d -> d.code().id() + ": " + d.message()).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    public DiagnosticException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
