// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.FileSpan;
import java.util.Map;
import java.util.Optional;

/**
 * The way of one stream into one table.
 *
 * @param source the only source that it is for; empty: every source
 * @param from name of the stream, such as {@code core.txn}
 * @param columns field of the source by column of the table, for those that are named differently
 */
public record Route(
        FileSpan place,
        Optional<Placed<String>> source,
        Placed<String> from,
        Placed<ModelName> into,
        Map<String, Placed<String>> columns) {

    public Route {
        columns = Map.copyOf(columns);
    }

    Route in(Map<String, String> databases) {
        ModelName table = into.value();
        ModelName placed = new ModelName(databases.getOrDefault(table.database(), table.database()), table.name());
        return new Route(place, source, from, new Placed<>(placed, into.place()), columns);
    }
}
