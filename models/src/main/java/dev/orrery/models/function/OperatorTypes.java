// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.Optional;

/**
 * What a binary operator casts its operands to by itself, and what comes out.
 *
 * @param left of the left operand; where the two differ, the operator takes decimals of different scales
 */
public record OperatorTypes(DataType left, DataType right, DataType result) {
    private static final DataType DOUBLE = DataType.of(Kind.DOUBLE);
    private static final DataType BOOLEAN = DataType.of(Kind.BOOLEAN);

    /** With which StarRocks compares a string and an exact number for equality (cbo_eq_base_type = decimal). */
    private static final DataType EXACT = new DataType.Decimal(38, 9);

    /** Empty where StarRocks refuses the pair. */
    public static Optional<OperatorTypes> of(BinaryOperator operator, DataType left, DataType right) {
        return switch (operator) {
            case OR, AND -> Optional.of(new OperatorTypes(BOOLEAN, BOOLEAN, BOOLEAN));
            case EQUAL, NOT_EQUAL, NULL_SAFE_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                compared(operator, left, right).map(type -> new OperatorTypes(type, type, BOOLEAN));
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    MODULO,
                    INTEGER_DIVIDE,
                    BIT_AND,
                    BIT_OR,
                    BIT_XOR,
                    SHIFT_LEFT,
                    SHIFT_RIGHT,
                    SHIFT_RIGHT_LOGICAL ->
                Arithmetic.result(operator, left, right).map(result -> computed(operator, left, right, result));
        };
    }

    private static OperatorTypes computed(BinaryOperator operator, DataType left, DataType right, DataType result) {
        boolean ownScales = (operator == BinaryOperator.MULTIPLY || operator == BinaryOperator.DIVIDE)
                && result instanceof DataType.Decimal;
        if (ownScales) {
            return new OperatorTypes(
                    Supertype.asDecimal(left.is(Kind.NULL) ? right : left),
                    Supertype.asDecimal(right.is(Kind.NULL) ? left : right),
                    result);
        }
        boolean shift = operator == BinaryOperator.SHIFT_LEFT
                || operator == BinaryOperator.SHIFT_RIGHT
                || operator == BinaryOperator.SHIFT_RIGHT_LOGICAL;
        return new OperatorTypes(result, shift ? DataType.of(Kind.BIGINT) : result, result);
    }

    /** In which type two values are compared. */
    private static Optional<DataType> compared(BinaryOperator operator, DataType left, DataType right) {
        if (left.equals(right)) {
            return Optional.of(left);
        }
        if (left.is(Kind.NULL) || right.is(Kind.NULL)) {
            return Supertype.of(left, right);
        }
        if (Supertype.isNested(left) || Supertype.isNested(right) || Supertype.isBinary(left)) {
            return Supertype.isBinary(left) ? Optional.of(left) : Supertype.of(left, right);
        }
        if (Supertype.isBinary(right)) {
            return Optional.of(right);
        }
        if (left.is(Kind.JSON) || right.is(Kind.JSON)) {
            return Optional.of(DataType.of(Kind.JSON));
        }
        return Optional.of(scalar(operator, left, right));
    }

    private static DataType scalar(BinaryOperator operator, DataType left, DataType right) {
        boolean text = Supertype.isText(left) || Supertype.isText(right);
        boolean both = Supertype.isText(left) && Supertype.isText(right);
        if (both) {
            return DataType.varchar();
        }
        if (Supertype.isDate(left) || Supertype.isDate(right)) {
            boolean moments = text || (Supertype.isDate(left) && Supertype.isDate(right));
            return moments ? DataType.of(Kind.DATETIME) : DOUBLE;
        }
        if (!text) {
            return exact(left) && exact(right) ? Supertype.of(left, right).orElse(DOUBLE) : DOUBLE;
        }
        DataType number = Supertype.isText(left) ? right : left;
        boolean equality = operator == BinaryOperator.EQUAL
                || operator == BinaryOperator.NOT_EQUAL
                || operator == BinaryOperator.NULL_SAFE_EQUAL;
        if (!equality || !exact(number) || number.is(Kind.BOOLEAN)) {
            return DOUBLE;
        }
        return number instanceof DataType.Decimal ? number : EXACT;
    }

    private static boolean exact(DataType type) {
        return Supertype.isInteger(type) || type.is(Kind.BOOLEAN) || type instanceof DataType.Decimal;
    }
}
