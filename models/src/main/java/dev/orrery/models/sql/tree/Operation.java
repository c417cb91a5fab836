// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** Arithmetic, bits and logic: {@code -a}, {@code a + b}, {@code a AND b}, {@code a = b}. */
public sealed interface Operation extends Expression {

    record Unary(Location at, UnaryOperator operator, Expression operand) implements Operation {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.unary(this);
        }
    }

    record Binary(Location at, BinaryOperator operator, Expression left, Expression right) implements Operation {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** {@code x COLLATE name}. */
    record Collate(Location at, Expression operand, Identifier collation) implements Operation {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.collate(this);
        }
    }
}
