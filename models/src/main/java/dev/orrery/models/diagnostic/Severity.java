// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

/** How bad a finding is: an {@code ERROR} stops the command, the others do not. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
