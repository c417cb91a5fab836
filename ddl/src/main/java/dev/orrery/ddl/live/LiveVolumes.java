// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import dev.orrery.ddl.plan.Volume;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.InformationSchema;
import dev.orrery.starrocks.StarRocks;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How much the tables and MVs of some databases hold. */
public final class LiveVolumes {
    private LiveVolumes() {}

    /** One statement. Views, and what the server has no statistics of, are not among it. */
    public static Map<ModelName, Volume> read(StarRocks starRocks, Set<String> databases) {
        Map<ModelName, Volume> volumes = new TreeMap<>();
        if (databases.isEmpty()) {
            return volumes;
        }
        starRocks
                .ask(sql -> sql.select(
                                InformationSchema.TABLE_SCHEMA,
                                InformationSchema.TABLE_NAME,
                                InformationSchema.TABLE_ROWS,
                                InformationSchema.DATA_LENGTH)
                        .from(InformationSchema.TABLES)
                        .where(InformationSchema.TABLE_SCHEMA.in(new TreeSet<>(databases)))
                        .fetch())
                .forEach(row -> {
                    Long rows = row.get(InformationSchema.TABLE_ROWS);
                    Long bytes = row.get(InformationSchema.DATA_LENGTH);
                    if (rows != null) {
                        volumes.put(
                                new ModelName(
                                        row.get(InformationSchema.TABLE_SCHEMA), row.get(InformationSchema.TABLE_NAME)),
                                new Volume(rows, bytes == null ? 0 : bytes));
                    }
                });
        return volumes;
    }
}
