/**
 * What a statement means: {@link dev.orrery.models.analysis.QueryAnalysis} resolves every name of a query against a
 * {@link dev.orrery.models.analysis.Tables} and gives every expression its type, every output column its name, type,
 * nullability and origins; {@link dev.orrery.models.analysis.StatementAnalysis} does so for the columns of tables,
 * views and MVs. Start at {@code QueryAnalysis}. Knows one statement at a time and no files: findings carry places in
 * the text.
 */
@NullMarked
package dev.orrery.models.analysis;

import org.jspecify.annotations.NullMarked;
