// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.CreateView;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/**
 * A view that exists.
 *
 * @param queryText its query as it was sent, comments included
 * @param columns as they were when it was made
 * @param reads tables, views and MVs in its query
 */
public record StoredView(
        long id,
        ModelName name,
        CreateView statement,
        String queryText,
        List<Column> columns,
        Set<ModelName> reads,
        LocalDateTime created) {
    public StoredView {
        columns = List.copyOf(columns);
        reads = Set.copyOf(reads);
    }
}
