/**
 * One class a command: its options, the few steps that it takes through the modules, and what it prints. {@link
 * dev.orrery.cli.command.Commands} lists them all; start there.
 */
@NullMarked
package dev.orrery.cli.command;

import org.jspecify.annotations.NullMarked;
