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

    /**
     * Holds its place itself, as {@link Identifier} does.
     *
     * @param start offset of its first character
     * @param end offset after its last one
     */
    record Binary(int start, int end, BinaryOperator operator, Expression left, Expression right) implements Operation {
        public Binary(Location at, BinaryOperator operator, Expression left, Expression right) {
            this(at.start(), at.end(), operator, left, right);
        }

        @Override
        public Location at() {
            return new Location(start, end);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.binary(this);
        }

        /** As a record compares, but without a stack frame for each operand of a long chain. */
        @Override
        public boolean equals(Object other) {
            Expression mine = this;
            Object theirs = other;
            while (mine instanceof Binary a && theirs instanceof Binary b) {
                if (a.operator != b.operator || !a.right.equals(b.right)) {
                    return false;
                }
                mine = a.left;
                theirs = b.left;
            }
            return !(mine instanceof Binary) && mine.equals(theirs);
        }

        @Override
        public int hashCode() {
            int hash = 0;
            Expression rest = this;
            while (rest instanceof Binary chain) {
                hash = 31 * hash + chain.operator.hashCode() + 7 * chain.right.hashCode();
                rest = chain.left;
            }
            return 31 * hash + rest.hashCode();
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
