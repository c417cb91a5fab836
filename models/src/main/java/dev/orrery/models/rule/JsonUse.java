// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;

/**
 * One place that takes a value out of a JSON column.
 *
 * @param column as its reader names it: of a view, or of a table
 * @param path in its long form, such as {@code $.address.city}
 * @param function in lower case; {@code json_query} for an arrow
 * @param in the model whose text it is
 * @param expression all of it
 * @param opened the JSON column in it
 */
record JsonUse(
        Origin column,
        String path,
        String function,
        DataType type,
        ModelName in,
        Expression expression,
        Expression opened) {}
