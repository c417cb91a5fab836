// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.Optional;

/**
 * {@code expr ASC NULLS FIRST}.
 *
 * @param expression a {@link Reference.Star} for {@code ORDER BY ALL}
 * @param nullsFirst as written; when empty, NULLs come first ascending and last descending
 */
public record SortItem(Location at, Expression expression, boolean descending, Optional<Boolean> nullsFirst)
        implements Node {}
