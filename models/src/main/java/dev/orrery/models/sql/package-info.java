/**
 * The StarRocks SQL front end: {@link dev.orrery.models.sql.SqlParser} turns text into the trees of {@code sql.tree},
 * {@link dev.orrery.models.sql.SqlPrinter} turns them back; {@code parse(print(tree))} equals the tree. What is wrong
 * in a text is a {@link dev.orrery.models.sql.SyntaxException} or a diagnostic. Start at {@code SqlParser}. Knows
 * nothing of projects and catalogs.
 */
@NullMarked
package dev.orrery.models.sql;

import org.jspecify.annotations.NullMarked;
