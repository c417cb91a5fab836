// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;
import java.util.List;

/**
 * Everything that some databases hold, read in bulk: one statement for each kind of metadata, however many objects there are.
 * Each list is in the order of names; columns in the order of the table.
 */
public record LiveObjects(
        List<LiveTable> tables, List<LiveColumn> columns, List<LiveMaterializedView> materializedViews) {

    public LiveObjects {
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        materializedViews = List.copyOf(materializedViews);
    }

    /** What an object is. StarRocks lists MVs as views: they are told apart by {@code materialized_views}. */
    public enum Kind {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW
    }

    /** A table, view or MV. */
    public record LiveTable(ModelName name, Kind kind, String comment) {}

    /**
     * A column as readers see it.
     *
     * @param type as {@code COLUMN_TYPE} spells it
     */
    public record LiveColumn(
            ModelName table, String name, int position, String type, boolean nullable, String comment) {}
}
