// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** Operators before one operand. */
public enum UnaryOperator {
    MINUS("-"),
    PLUS("+"),
    BIT_NOT("~"),
    /** {@code !a}: binds tighter than {@code NOT a}. */
    BANG("!"),
    NOT("NOT");

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}
