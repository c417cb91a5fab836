/**
 * Databases, tables, views and materialized views, their rows and their versions, kept in one DuckDB database.
 * Analyzed definitions and staged rows go in; a consistent {@link dev.orrery.embedded.engine.CatalogState} and
 * connections to read from come out. Start at {@link dev.orrery.embedded.engine.Engine}. What DuckDB has acknowledged is
 * on disk, the catalog included: it lives in the schema {@code _orrery} and changes in the same transactions as the rows.
 */
@NullMarked
package dev.orrery.embedded.engine;

import org.jspecify.annotations.NullMarked;
