/**
 * The rows of an INSERT or UPDATE on their way into a table: a statement comes in, and out go the columns that it fills, the
 * SELECT that stages its rows, and which of them may be left out. Start at {@link
 * dev.orrery.embedded.statement.insert.InsertRows}. Writes nothing itself.
 */
@NullMarked
package dev.orrery.embedded.statement.insert;

import org.jspecify.annotations.NullMarked;
