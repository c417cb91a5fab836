/**
 * The loader's process: {@link dev.orrery.loader.LoaderMain} reads arguments and environment, tells what happens as JSON
 * lines on stdout, and ends with the exit codes of every command. {@code pipeline} is what people write, {@code change}
 * what a line means, {@code job} what Flink runs, {@code run} keeps it running.
 */
@NullMarked
package dev.orrery.loader;

import org.jspecify.annotations.NullMarked;
