// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;
import java.util.List;
import java.util.Optional;

/**
 * Everything that some databases hold, read in bulk: one statement for each kind of metadata, however many objects there are.
 * Each list is in the order of names; columns in the order of the table.
 */
public record LiveObjects(
        List<LiveTable> tables,
        List<LiveColumn> columns,
        List<LiveView> views,
        List<LiveMaterializedView> materializedViews,
        List<TableConfig> configs) {

    public LiveObjects {
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        views = List.copyOf(views);
        materializedViews = List.copyOf(materializedViews);
        configs = List.copyOf(configs);
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
     * @param key {@code PRI}, {@code UNI}, {@code AGG}, {@code DUP} or empty
     * @param generation the expression of a generated column (3.3 and later)
     */
    public record LiveColumn(
            ModelName table,
            String name,
            int position,
            String type,
            boolean nullable,
            String key,
            Optional<String> defaultValue,
            Optional<String> generation,
            String comment) {}

    /** A logical view and the query stored for it. */
    public record LiveView(ModelName name, String definition) {}

    /** The shape of a table or MV, as {@code tables_config} tells it; properties are a JSON map. */
    public record TableConfig(
            ModelName name,
            String model,
            String primaryKey,
            String partitionKey,
            String distributeKey,
            String distributeType,
            long buckets,
            String sortKey,
            String properties) {}
}
