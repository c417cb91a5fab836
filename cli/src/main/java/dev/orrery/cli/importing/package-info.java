/**
 * What {@code orrery import} is told: which server, which databases of it, and into which folder. Start at {@link
 * dev.orrery.cli.importing.ImportSource} and {@link dev.orrery.cli.importing.ImportTarget}.
 */
@NullMarked
package dev.orrery.cli.importing;

import org.jspecify.annotations.NullMarked;
