// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** A value written down. Those met most hold their place themselves, as {@link Identifier} does. */
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
     * @param start offset of its first character
     * @param end offset after its last one
     * @param text as written, such as {@code 12}, {@code .5} or {@code 1e3}: its spelling decides its type
     */
    record Numeric(int start, int end, String text) implements Literal {
        public Numeric(Location at, String text) {
            this(at.start(), at.end(), text);
        }

        @Override
        public Location at() {
            return new Location(start, end);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numeric number && number.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.number(this);
        }
    }

    /**
     * @param start offset of its first character
     * @param end offset after its last one
     * @param value with escapes resolved
     */
    record Text(int start, int end, String value) implements Literal {
        public Text(Location at, String value) {
            this(at.start(), at.end(), value);
        }

        @Override
        public Location at() {
            return new Location(start, end);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && text.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

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
