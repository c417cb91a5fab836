// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.Optional;

/** A part of a value. */
public sealed interface Access extends Expression {

    /** {@code a[1]}, {@code m['k']}. */
    record Subscript(Location at, Expression value, Expression index) implements Access {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.subscript(this);
        }
    }

    /** {@code a[1:3]}, either end open. */
    record Slice(Location at, Expression value, Optional<Expression> from, Optional<Expression> to) implements Access {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.slice(this);
        }
    }

    /** {@code (s).f}, {@code f(x).g}: of a plain column it is a {@link Reference.Column} with more parts. */
    record Field(Location at, Expression value, Identifier field) implements Access {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.field(this);
        }
    }

    /** {@code j -> '$.a.b'}. */
    record JsonArrow(Location at, Expression value, Expression path) implements Access {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.jsonArrow(this);
        }
    }
}
