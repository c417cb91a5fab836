// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import dev.orrery.loader.pipeline.FieldNames;
import dev.orrery.loader.pipeline.Route;
import dev.orrery.loader.table.TargetColumn;
import dev.orrery.loader.table.TargetTable;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * A route with its table found.
 *
 * @param target number of the table among those of the job
 * @param fields field of the source by column of the table, every writable column
 */
public record Way(String stream, int target, TargetTable table, HashMap<String, String> fields)
        implements Serializable {

    public static Way of(Route route, int target, TargetTable table) {
        FieldNames names = FieldNames.of(route, table);
        Map<String, String> fields = new HashMap<>();
        for (TargetColumn column : table.writable()) {
            fields.put(column.name(), names.field(column));
        }
        return new Way(route.from().value(), target, table, new HashMap<>(fields));
    }

    String field(TargetColumn column) {
        return fields.getOrDefault(column.name(), column.name());
    }
}
