// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Definition;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateMaterializedView.Refresh;
import dev.orrery.models.sql.tree.CreateMaterializedView.RefreshScheme;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import java.util.List;
import java.util.Optional;

/**
 * The normal form of an MV.
 *
 * @param refresh written out: without a clause an MV is managed, and managed MVs are MANUAL. Whether the first refresh
 *     is deferred acts only at creation and is left out
 */
public record NormalMaterializedView(
        Query query,
        List<ReaderColumn> columns,
        List<Expression> partitionBy,
        Distribution distribution,
        List<Identifier> orderBy,
        Refresh refresh,
        List<String> comments) {

    private static final Refresh MANAGED =
            new Refresh(Location.NOWHERE, true, RefreshScheme.MANUAL, Optional.empty(), Optional.empty());

    public static NormalMaterializedView of(Definition.MaterializedView definition, Columns columns) {
        return of(
                definition,
                NormalQuery.of(definition.statement().query(), definition.name().database(), columns));
    }

    /** With a normal form of its query that is known. */
    public static NormalMaterializedView of(Definition.MaterializedView definition, Query query) {
        CreateMaterializedView statement = definition.statement();
        return new NormalMaterializedView(
                query,
                ReaderColumn.of(definition.columns()),
                statement.partitionBy().stream()
                        .map(NormalQuery::columnExpression)
                        .toList(),
                statement
                        .distribution()
                        .map(written -> new Distribution(
                                Location.NOWHERE, NormalTable.lower(written.columns()), written.buckets()))
                        .orElseGet(() -> new Distribution(Location.NOWHERE, List.of(), Optional.empty())),
                NormalTable.lower(statement.orderBy()),
                deferred(statement.refresh().orElse(MANAGED)),
                Comments.of(statement.comment(), statement.columns(), definition.columns()));
    }

    /** The clause that a managed MV is created with. */
    public static Refresh managed() {
        return MANAGED;
    }

    private static Refresh deferred(Refresh refresh) {
        return new Refresh(Location.NOWHERE, true, refresh.scheme(), refresh.start(), refresh.every());
    }

    /** Whether another one holds the same rows in the same layout. Buckets that the other leaves open are right. */
    public boolean sameDataAs(NormalMaterializedView wanted) {
        boolean sameBuckets = wanted.distribution.buckets().isEmpty()
                || wanted.distribution.buckets().equals(distribution.buckets());
        return query.equals(wanted.query)
                && columns.equals(wanted.columns)
                && partitionBy.equals(wanted.partitionBy)
                && distribution.columns().equals(wanted.distribution.columns())
                && sameBuckets
                && orderBy.equals(wanted.orderBy);
    }
}
