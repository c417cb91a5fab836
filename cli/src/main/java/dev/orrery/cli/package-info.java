/**
 * The {@code orrery} command: reads the arguments, puts the modules together and prints what they answer. Start at
 * {@link dev.orrery.cli.Orrery}; {@code cli.command.Commands} names every command, each is one class beside it. Nothing here
 * decides about SQL, plans or refreshes.
 */
@NullMarked
package dev.orrery.cli;

import org.jspecify.annotations.NullMarked;
