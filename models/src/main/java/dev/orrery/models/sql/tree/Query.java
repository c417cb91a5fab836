// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * A whole query: {@code WITH … body ORDER BY … LIMIT …}.
 *
 * @param recursive {@code WITH RECURSIVE}
 */
public record Query(
        Location at,
        boolean recursive,
        List<CommonTable> with,
        Body body,
        List<SortItem> orderBy,
        Optional<Limit> limit)
        implements Node {

    public Query {
        with = List.copyOf(with);
        orderBy = List.copyOf(orderBy);
    }

    /** What stands between {@code WITH} and {@code ORDER BY}. */
    public sealed interface Body extends Node permits Select, SetOperation, Nested {
        <R> R accept(BodyVisitor<R> visitor);
    }

    /** One case a body. */
    public interface BodyVisitor<R> {
        R select(Select select);

        R setOperation(SetOperation operation);

        R nested(Nested nested);
    }

    /** {@code left UNION ALL right}, and its kin. */
    public record SetOperation(Location at, SetOperator operator, boolean distinct, Body left, Body right)
            implements Body {
        @Override
        public <R> R accept(BodyVisitor<R> visitor) {
            return visitor.setOperation(this);
        }
    }

    /** A query in parentheses as an operand of a set operation. */
    public record Nested(Location at, Query query) implements Body {
        @Override
        public <R> R accept(BodyVisitor<R> visitor) {
            return visitor.nested(this);
        }
    }

    /** {@code MINUS} is {@code EXCEPT}. */
    public enum SetOperator {
        UNION,
        EXCEPT,
        INTERSECT
    }

    /**
     * {@code name (a, b) AS (query)}.
     *
     * @param columns new names of the query's columns; empty when not given
     */
    public record CommonTable(Location at, Identifier name, List<Identifier> columns, Query query) implements Node {
        public CommonTable {
            columns = List.copyOf(columns);
        }
    }

    /** {@code LIMIT count OFFSET offset}. */
    public record Limit(Location at, Expression count, Optional<Expression> offset) implements Node {}
}
