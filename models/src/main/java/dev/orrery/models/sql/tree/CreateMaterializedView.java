// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE MATERIALIZED VIEW}: asynchronous when it has a REFRESH or DISTRIBUTED BY clause, else a synchronous
 * rollup of its one table.
 */
public record CreateMaterializedView(
        Location at,
        boolean ifNotExists,
        Name name,
        List<ViewColumn> columns,
        List<IndexDefinition> indexes,
        Optional<String> comment,
        Optional<Distribution> distribution,
        Optional<Refresh> refresh,
        List<Expression> partitionBy,
        List<Identifier> orderBy,
        List<Property> properties,
        Query query)
        implements Statement {

    public CreateMaterializedView {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
        properties = List.copyOf(properties);
    }

    /** The same MV of another query. */
    public CreateMaterializedView withQuery(Query other) {
        return new CreateMaterializedView(
                at,
                ifNotExists,
                name,
                columns,
                indexes,
                comment,
                distribution,
                refresh,
                partitionBy,
                orderBy,
                properties,
                other);
    }

    /** The same MV under another name. */
    public CreateMaterializedView named(Name other) {
        return new CreateMaterializedView(
                at,
                ifNotExists,
                other,
                columns,
                indexes,
                comment,
                distribution,
                refresh,
                partitionBy,
                orderBy,
                properties,
                query);
    }

    /** The same MV with other properties. */
    public CreateMaterializedView withProperties(List<Property> other) {
        return new CreateMaterializedView(
                at,
                ifNotExists,
                name,
                columns,
                indexes,
                comment,
                distribution,
                refresh,
                partitionBy,
                orderBy,
                other,
                query);
    }

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.createMaterializedView(this);
    }

    /**
     * {@code REFRESH DEFERRED ASYNC START('…') EVERY(INTERVAL 1 HOUR)}.
     *
     * @param deferred no first refresh at creation
     * @param every its interval; empty for MANUAL and for ASYNC after each load
     */
    public record Refresh(
            Location at,
            boolean deferred,
            RefreshScheme scheme,
            Optional<String> start,
            Optional<Literal.Interval> every)
            implements Node {}

    /** Who starts a refresh. INCREMENTAL is a legacy spelling that servers refuse. */
    public enum RefreshScheme {
        MANUAL,
        ASYNC,
        INCREMENTAL
    }
}
