/**
 * Where values come from: {@link dev.orrery.models.analysis.origin.Origins} are the columns that a value is made of, each
 * with how it flows into it. Start at {@code Origins}. Knows nothing of SQL and of scopes.
 */
@NullMarked
package dev.orrery.models.analysis.origin;

import org.jspecify.annotations.NullMarked;
