/**
 * What the server costs over the same DuckDB by JDBC, measured in one process: start at {@link
 * dev.orrery.embedded.bench.ServerBench}, a program that prints its figures.
 */
@NullMarked
package dev.orrery.embedded.bench;

import org.jspecify.annotations.NullMarked;
