// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

/** How a command ends; published in docs/commands.md. */
public final class ExitCode {
    public static final int OK = 0;
    /** Handled: a finding in the user's files, a failed test, a step that failed. */
    public static final int FAILED = 1;
    /** Differences were found; only with {@code --detailed-exitcode}. */
    public static final int DIFFERENCES = 2;
    /** The world outside: cannot connect, lock held, port busy. Trying again may help. */
    public static final int ENVIRONMENT = 3;

    public static final int WRONG_USE = 64;
    /** Orrery is wrong, not the user. */
    public static final int BUG = 70;

    private ExitCode() {}
}
