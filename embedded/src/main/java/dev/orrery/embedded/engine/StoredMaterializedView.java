// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.PartitionScheme;
import dev.orrery.embedded.session.ServerError;
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
 * @param places into which of its own partitions, by the code of their bounds, the rows of a base's partition went; only
 *     for bases that it follows partition by partition
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
        Map<Long, Long> baseVersions,
        Map<Long, String> places) {
    public StoredMaterializedView {
        columns = List.copyOf(columns);
        reads = Set.copyOf(reads);
        baseVersions = Map.copyOf(baseVersions);
        places = Map.copyOf(places);
    }

    /** One that is not made yet. */
    public static StoredMaterializedView planned(
            ModelName name,
            CreateMaterializedView statement,
            String queryText,
            List<Column> columns,
            Set<ModelName> reads) {
        return new StoredMaterializedView(
                0, name, statement, queryText, columns, reads, LocalDateTime.MIN, true, "", Map.of(), Map.of());
    }

    StoredMaterializedView named(ModelName other) {
        return new StoredMaterializedView(
                id, other, statement, queryText, columns, reads, created, active, inactiveReason, baseVersions, places);
    }

    StoredMaterializedView stating(CreateMaterializedView changed) {
        return new StoredMaterializedView(
                id, name, changed, queryText, columns, reads, created, active, inactiveReason, baseVersions, places);
    }

    /** Active when there is no reason against it; either way the next refresh fills it anew. */
    StoredMaterializedView inactiveFor(String reason) {
        return new StoredMaterializedView(
                id, name, statement, queryText, columns, reads, created, reason.isEmpty(), reason, Map.of(), Map.of());
    }

    StoredMaterializedView computedFrom(Map<Long, Long> versions, Map<Long, String> into) {
        return new StoredMaterializedView(
                id, name, statement, queryText, columns, reads, created, active, inactiveReason, versions, into);
    }

    /** How its rows are told apart, as far as its partitions are those of what it reads. */
    public PartitionScheme partitionScheme() throws ServerError {
        return PartitionScheme.ofView(name, statement.partitionBy(), columns);
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
