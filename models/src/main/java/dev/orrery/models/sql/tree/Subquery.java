// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** A query in the place of a value. {@code IN (query)} is a {@link Predicate.InQuery}. */
public sealed interface Subquery extends Expression {

    record Scalar(Location at, Query query) implements Subquery {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.scalar(this);
        }
    }

    record Exists(Location at, Query query) implements Subquery {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.exists(this);
        }
    }
}
