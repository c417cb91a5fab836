/**
 * The scalar functions of StarRocks on DuckDB: {@code functions.txt} lists signatures with DuckDB's expression for each,
 * {@link dev.orrery.embedded.function.FunctionCatalog} chooses among them by the types of the arguments, and {@link
 * dev.orrery.embedded.function.Installation} puts macros and Java functions into the database for those that DuckDB has
 * no expression for. Start at {@code FunctionCatalog}. Aggregates and forms with a syntax of their own belong to the
 * translator.
 */
@NullMarked
package dev.orrery.embedded.function;

import org.jspecify.annotations.NullMarked;
