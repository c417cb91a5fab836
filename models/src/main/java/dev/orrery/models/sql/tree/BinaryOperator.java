// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/**
 * Operators between two operands, with their binding power (higher binds tighter), by StarRocks' grammar: shifts bind
 * looser than {@code |}, {@code ^} tighter than {@code *}.
 */
public enum BinaryOperator {
    OR("OR", 1),
    AND("AND", 2),
    EQUAL("=", 4),
    NOT_EQUAL("!=", 4),
    LESS("<", 4),
    LESS_OR_EQUAL("<=", 4),
    GREATER(">", 4),
    GREATER_OR_EQUAL(">=", 4),
    NULL_SAFE_EQUAL("<=>", 4),
    SHIFT_LEFT("BITSHIFTLEFT", 6),
    SHIFT_RIGHT("BITSHIFTRIGHT", 6),
    SHIFT_RIGHT_LOGICAL("BITSHIFTRIGHTLOGICAL", 6),
    BIT_OR("|", 7),
    BIT_AND("&", 8),
    ADD("+", 9),
    SUBTRACT("-", 9),
    MULTIPLY("*", 10),
    DIVIDE("/", 10),
    INTEGER_DIVIDE("DIV", 10),
    MODULO("%", 10),
    BIT_XOR("^", 11);

    private final String symbol;
    private final int power;

    BinaryOperator(String symbol, int power) {
        this.symbol = symbol;
        this.power = power;
    }

    public String symbol() {
        return symbol;
    }

    public int power() {
        return power;
    }

    public boolean isComparison() {
        return power == 4;
    }
}
