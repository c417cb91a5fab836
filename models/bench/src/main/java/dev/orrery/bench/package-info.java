/**
 * Measures the language beside other parsers: recorded queries come in, times a whole set go out. Start at {@link
 * dev.orrery.bench.ParserBenchmark}; {@code models/bench/run} builds and runs it.
 */
@NullMarked
package dev.orrery.bench;

import org.jspecify.annotations.NullMarked;
