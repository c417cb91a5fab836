/**
 * DuckDB's results as StarRocks prints them, chunk by chunk as DuckDB computes them: a prepared statement comes in, and
 * rows that write themselves into a {@link dev.orrery.embedded.session.ValueSink} come out. Start at {@link
 * dev.orrery.embedded.result.StreamedRows}. Nested values and blobs, which DuckDB's chunks do not give, are not for it.
 */
@NullMarked
package dev.orrery.embedded.result;

import org.jspecify.annotations.NullMarked;
