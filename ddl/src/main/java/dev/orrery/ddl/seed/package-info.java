/**
 * Seeds: tables whose rows are a CSV in the project. {@link dev.orrery.ddl.seed.SeedReader} reads the file against its
 * table, {@link dev.orrery.ddl.seed.Seeds} knows which ones the server does not hold yet and loads those. Start at
 * {@code Seeds}. A seed is a few thousand rows that people keep by hand; more is a pipeline's work.
 */
@NullMarked
package dev.orrery.ddl.seed;

import org.jspecify.annotations.NullMarked;
