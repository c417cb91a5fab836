// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.sql.tree.Location;
import java.util.Optional;

/** Something wrong with a statement, at a place in its text: a diagnostic that does not know its file yet. */
public record Finding(Location at, ModelCode code, String message, Optional<String> hint, Optional<String> help) {

    public static Finding of(Location at, ModelCode code, String message) {
        return new Finding(at, code, message, Optional.empty(), Optional.empty());
    }

    public Finding withHint(Optional<String> text) {
        return new Finding(at, code, message, text, help);
    }

    public Finding withHelp(String text) {
        return new Finding(at, code, message, hint, Optional.of(text));
    }

    /** As a diagnostic at its place in a file. */
    public Diagnostic in(FileSpan span) {
        Diagnostic diagnostic = Diagnostic.at(span, code, message);
        diagnostic = hint.map(diagnostic::withHint).orElse(diagnostic);
        return help.map(diagnostic::withHelp).orElse(diagnostic);
    }
}
