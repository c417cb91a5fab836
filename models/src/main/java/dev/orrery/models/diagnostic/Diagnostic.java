// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

import java.util.Comparator;
import java.util.Optional;

/**
 * One finding.
 *
 * @param place where in the user's files; empty when the finding is about the world outside (a port, a server)
 * @param message what is wrong, with the user's own words in single quotes
 * @param hint printed beside the caret: usually the nearest name
 * @param help printed below: what to do
 */
public record Diagnostic(
        Code code,
        Severity severity,
        Optional<FileSpan> place,
        String message,
        Optional<String> hint,
        Optional<String> help) {

    /** By file, then by place in it, then by code: the order in which findings are printed. */
    public static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
                    (Diagnostic d) -> d.place.map(p -> p.file().path()).orElse(""))
            .thenComparing(d -> d.place.map(FileSpan::start).orElse(0))
            .thenComparing(d -> d.code.id())
            .thenComparing(Diagnostic::message);

    public static Diagnostic at(FileSpan place, Code code, String message) {
        return new Diagnostic(code, code.severity(), Optional.of(place), message, Optional.empty(), Optional.empty());
    }

    public static Diagnostic of(Code code, String message) {
        return new Diagnostic(code, code.severity(), Optional.empty(), message, Optional.empty(), Optional.empty());
    }

    public Diagnostic withHint(String text) {
        return new Diagnostic(code, severity, place, message, Optional.of(text), help);
    }

    public Diagnostic withHelp(String text) {
        return new Diagnostic(code, severity, place, message, hint, Optional.of(text));
    }

    public Diagnostic withSeverity(Severity other) {
        return new Diagnostic(code, other, place, message, hint, help);
    }
}
