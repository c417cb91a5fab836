// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.terminal;

/**
 * One line that moves while work goes on; without a terminal, only its end is printed. Used by one thread at a time.
 */
public final class Progress implements AutoCloseable {
    private final Terminal terminal;
    private boolean drawn;

    public Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Draws the state of the work over the last one. */
    public synchronized void at(String state) {
        if (terminal.interactive()) {
            terminal.err().print("\r\u001b[K" + state);
            terminal.err().flush();
            drawn = true;
        }
    }

    /** Prints a line that stays. */
    public synchronized void done(String line) {
        wipe();
        terminal.say(line);
    }

    @Override
    public synchronized void close() {
        wipe();
    }

    /** Takes the moving line away. */
    public synchronized void wipe() {
        if (drawn) {
            terminal.err().print("\r\u001b[K");
            drawn = false;
        }
    }
}
