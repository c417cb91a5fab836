// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** A value written down. */
public sealed interface Literal extends Expression {

    record Null(Location at) implements Literal {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.nullLiteral(this);
        }
    }

    record Bool(Location at, boolean value) implements Literal {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.bool(this);
        }
    }

    /**
     * @param text as written, such as {@code 12}, {@code .5} or {@code 1e3}: its spelling decides its type
     */
    record Numeric(Location at, String text) implements Literal {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.number(this);
        }
    }

    /**
     * @param value with escapes resolved
     */
    record Text(Location at, String value) implements Literal {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /**
     * {@code X'0AFF'}.
     *
     * @param hex the digits, as written
     */
    record Binary(Location at, String hex) implements Literal {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** {@code DATE '2026-01-02'} or {@code DATETIME '…'}. */
    record Temporal(Location at, TemporalKind kind, String value) implements Literal {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.temporal(this);
        }
    }

    /** {@code INTERVAL 3 DAY}: stands only beside {@code +}, {@code -} and in some functions. */
    record Interval(Location at, Expression amount, String unit) implements Literal {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.interval(this);
        }
    }

    /**
     * A bare unit as a function's argument: {@code TIMESTAMPADD(DAY, 1, x)}.
     *
     * @param unit in upper case
     */
    record Unit(Location at, String unit) implements Literal {
        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.unit(this);
        }
    }

    /** Which word stands before the quotes. */
    enum TemporalKind {
        DATE,
        DATETIME
    }
}
