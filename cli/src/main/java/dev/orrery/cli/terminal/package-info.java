/**
 * How Orrery speaks to a person: results on stdout, everything else on stderr, colour and moving progress only on a
 * terminal. Start at {@link dev.orrery.cli.terminal.Terminal}; {@link dev.orrery.cli.terminal.TextTable} and {@link
 * dev.orrery.cli.terminal.Progress} draw. Knows nothing of commands.
 */
@NullMarked
package dev.orrery.cli.terminal;

import org.jspecify.annotations.NullMarked;
