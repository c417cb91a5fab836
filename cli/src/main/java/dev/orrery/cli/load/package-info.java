/**
 * The loader, seen from the command: started in a process of its own, followed through the JSON lines that it prints.
 * Start at {@link dev.orrery.cli.load.LoaderProcess}. Flink stays on the other side.
 */
@NullMarked
package dev.orrery.cli.load;

import org.jspecify.annotations.NullMarked;
