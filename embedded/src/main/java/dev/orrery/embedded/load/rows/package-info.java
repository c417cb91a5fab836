/**
 * The rows of a load: bytes of a CSV or JSON body go in, a typed DuckDB staging table and a list of bad rows come out.
 * Start at {@link dev.orrery.embedded.load.rows.Staging}, which {@code CsvRows} and {@code JsonRows} feed through {@code
 * RowSink}; a {@code Cell} converts the values of one column as StarRocks does. Knows neither HTTP nor transactions.
 */
@NullMarked
package dev.orrery.embedded.load.rows;

import org.jspecify.annotations.NullMarked;
