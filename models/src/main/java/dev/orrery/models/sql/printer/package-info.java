/**
 * Writes the records of {@code sql.tree} as StarRocks SQL: deterministic, with the quotes and parentheses that are
 * needed and no others, so that parsing the result gives an equal tree. One class a family of the grammar. Start at
 * {@link dev.orrery.models.sql.printer.TreePrinter}; {@link dev.orrery.models.sql.printer.SqlWriter} is where names and
 * strings are quoted.
 */
@NullMarked
package dev.orrery.models.sql.printer;

import org.jspecify.annotations.NullMarked;
