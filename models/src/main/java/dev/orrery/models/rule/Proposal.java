// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A generated column that would spare its readers from opening the same JSON path again and again.
 *
 * @param column its name: made of the path, free in the table and in the queries that read it
 * @param expression over the table's columns
 * @param uses places that open the path today
 * @param readers the models in which they stand
 * @param places each of the uses
 */
public record Proposal(
        ModelName table,
        String column,
        DataType type,
        Expression expression,
        int uses,
        SortedSet<ModelName> readers,
        List<Place> places) {

    /**
     * One use.
     *
     * @param expression where it stands in the model's text
     * @param opened the JSON column as it is written there
     * @param from what the model reads it of: the table itself, or a view on it
     */
    public record Place(ModelName in, Expression expression, Expression opened, ModelName from) {}

    public Proposal {
        places = List.copyOf(places);
        readers = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(readers));
    }
}
