/**
 * ALTER: its clauses come in parsed, and go out as one change of a table's definition, its rows and its partitions, carried
 * out at once or as a job. Start at {@link dev.orrery.embedded.statement.alter.TableAlteration}. Queries and inserts are not
 * for it.
 */
@NullMarked
package dev.orrery.embedded.statement.alter;

import org.jspecify.annotations.NullMarked;
