// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A materialized view that exists.
 *
 * @param statement as it would be written now: ALTER changes it
 * @param queryText its query as it was sent, comments included
 * @param columns as they were when it was made
 * @param reads tables, views and MVs in its query
 * @param active whether it may be refreshed
 * @param inactiveReason empty while active
 * @param baseVersions what its rows were computed from: version by partition id; empty before its first refresh
 */
public record StoredMaterializedView(
        long id,
        ModelName name,
        CreateMaterializedView statement,
        String queryText,
        List<Column> columns,
        Set<ModelName> reads,
        LocalDateTime created,
        boolean active,
        String inactiveReason,
        Map<Long, Long> baseVersions) {
    public StoredMaterializedView {
        columns = List.copyOf(columns);
        reads = Set.copyOf(reads);
        baseVersions = Map.copyOf(baseVersions);
    }

    StoredMaterializedView named(ModelName other) {
        return new StoredMaterializedView(
                id, other, statement, queryText, columns, reads, created, active, inactiveReason, baseVersions);
    }

    StoredMaterializedView stating(CreateMaterializedView changed) {
        return new StoredMaterializedView(
                id, name, changed, queryText, columns, reads, created, active, inactiveReason, baseVersions);
    }

    /** Active when there is no reason against it; either way the next refresh fills it anew. */
    StoredMaterializedView inactiveFor(String reason) {
        return new StoredMaterializedView(
                id, name, statement, queryText, columns, reads, created, reason.isEmpty(), reason, Map.of());
    }

    StoredMaterializedView computedFrom(Map<Long, Long> versions) {
        return new StoredMaterializedView(
                id, name, statement, queryText, columns, reads, created, active, inactiveReason, versions);
    }

    /** Its rows in DuckDB, quoted and with its schema. */
    public String physicalName() {
        return Layout.physicalName(id);
    }

    /** Of its refreshes: {@code mv-10042}. */
    public String taskName() {
        return "mv-" + id;
    }

    /** Whether it was ever refreshed since it was made, or made active. */
    public boolean isFilled() {
        return !baseVersions.isEmpty();
    }

    /** Neither REFRESH nor DISTRIBUTED BY: a rollup of its one table, which has no rows of its own. */
    public boolean isSynchronous() {
        return statement.refresh().isEmpty() && statement.distribution().isEmpty();
    }
}
