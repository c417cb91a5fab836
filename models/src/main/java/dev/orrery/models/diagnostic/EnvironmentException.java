// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * The world outside does not play along (no server, a busy port, a held lock): the command prints the diagnostic and
 * ends with exit code 3; trying again later may help.
 */
public final class EnvironmentException extends RuntimeException {
    private final transient Diagnostic diagnostic;

    public EnvironmentException(Diagnostic diagnostic, @Nullable Throwable cause) {
        super(diagnostic.code().id() + ": " + diagnostic.message(), cause);
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
