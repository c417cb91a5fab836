// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;

/** Tests with words of their own. {@code negated} stands for {@code NOT} inside them. */
public sealed interface Predicate extends Expression {

    record IsNull(Location at, Expression value, boolean negated) implements Predicate {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.isNull(this);
        }
    }

    record Between(Location at, Expression value, boolean negated, Expression low, Expression high)
            implements Predicate {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.between(this);
        }
    }

    record InList(Location at, Expression value, boolean negated, List<Expression> list) implements Predicate {
        public InList {
            list = List.copyOf(list);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.inList(this);
        }
    }

    record InQuery(Location at, Expression value, boolean negated, Query query) implements Predicate {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.inQuery(this);
        }
    }

    record Like(Location at, LikeKind kind, Expression value, boolean negated, Expression pattern)
            implements Predicate {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.like(this);
        }
    }

    /** How the pattern is read. {@code RLIKE} is {@code REGEXP}; the MATCH forms need a full-text index. */
    enum LikeKind {
        LIKE,
        REGEXP,
        MATCH,
        MATCH_ANY,
        MATCH_ALL
    }
}
