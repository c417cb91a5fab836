// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/** Something named elsewhere. */
public sealed interface Reference extends Expression {

    /** {@code a}, {@code t.a}, {@code db.t.a}, or a field {@code t.a.f}: the analyzer tells which. */
    record Column(Name name) implements Reference {
        @Override
        public Location at() {
            return name.at();
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.column(this);
        }
    }

    /**
     * {@code *}, {@code t.*}, {@code * EXCLUDE (a)}: in a select list, or as the argument of {@code count(*)}.
     *
     * @param excluded column names left out
     */
    record Star(Location at, Optional<Name> qualifier, List<Identifier> excluded) implements Reference {
        public Star {
            excluded = List.copyOf(excluded);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.star(this);
        }
    }

    /**
     * {@code @x}, {@code @@x}, {@code @@session.x}.
     *
     * @param scope {@code @}, {@code @@}, {@code @@session.} or {@code @@global.}
     */
    record Variable(Location at, String scope, String name) implements Reference {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.variable(this);
        }
    }

    /** {@code ?} of a prepared statement. */
    record Parameter(Location at) implements Reference {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.parameter(this);
        }
    }
}
