// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import java.util.List;
import java.util.Set;

/**
 * A query for DuckDB.
 *
 * @param sql its columns are {@code c1}, {@code c2}, … in order
 * @param columns as StarRocks names and types them
 * @param reads the tables, views and MVs that its text names
 * @param wide numbers are computed in more digits than DuckDB would: {@link Translator#narrow} may be faster
 */
public record Translated(String sql, List<Column> columns, Set<ModelName> reads, boolean wide) {
    public Translated {
        columns = List.copyOf(columns);
        reads = Set.copyOf(reads);
    }
}
