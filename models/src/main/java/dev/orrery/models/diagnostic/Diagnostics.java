// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

import java.util.ArrayList;
import java.util.List;

/** Collects findings, so that one run reports all of them. Not safe for use by several threads. */
public final class Diagnostics {
    private final List<Diagnostic> found = new ArrayList<>();

    public void add(Diagnostic diagnostic) {
        found.add(diagnostic);
    }

    public void addAll(List<Diagnostic> diagnostics) {
        found.addAll(diagnostics);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }

    /** Every finding once, in the order in which a person reads the files. */
    public List<Diagnostic> sorted() {
        return found.stream().distinct().sorted(Diagnostic.BY_PLACE).toList();
    }

    /**
     * Ends a phase whose result is worth nothing with errors in it.
     *
     * @throws DiagnosticException with everything found so far, if an error is among it
     */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new DiagnosticException(sorted());
        }
    }
}
