// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A generated column that would spare its readers from opening the same JSON path again and again.
 *
 * @param column its name: made of the path, free in the table
 * @param expression over the table's columns
 * @param uses places that open the path today
 * @param readers the models in which they stand
 */
public record Proposal(
        ModelName table, String column, DataType type, Expression expression, int uses, SortedSet<ModelName> readers) {
    public Proposal {
        readers = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(readers));
    }
}
