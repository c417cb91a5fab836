// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.NarrowNumbers;
import dev.orrery.embedded.duck.Nested;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.TypeSpelling;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.function.OperatorTypes;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Operators between two values. */
public final class Operators {
    private static final Pattern CALL = Pattern.compile("\\b(?!(?:CAST|DECIMAL)\\()\\w+\\(|\\bSELECT\\b");
    private static final Pattern MIDNIGHT = Pattern.compile("TIMESTAMP '\\d{4}-\\d{2}-\\d{2} 00:00:00'");

    private Operators() {}

    public static Typed compare(BinaryOperator operator, Typed a, Typed b) {
        if (isOrder(operator) && (isUnordered(a.type()) || isUnordered(b.type()))) {
            throw Thrown.analyzing("Column type " + TypeSpelling.of(a.type())
                    + " does not support binary predicate operation with type " + TypeSpelling.of(b.type()));
        }
        DataType type = TypeRules.operator(operator, a.type(), b.type()).left();
        if (type.is(Kind.DATETIME) && (isDayAgainst(a, b) || isDayAgainst(b, a))) {
            type = DataType.of(Kind.DATE);
        }
        String left = Casting.to(a, type).sql();
        String right = Casting.to(b, type).sql();
        if (operator == BinaryOperator.NOT_EQUAL
                && type instanceof DataType.Array array
                && array.element() instanceof DataType.Map) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "'!=' between arrays of maps");
        }
        boolean equality = operator == BinaryOperator.EQUAL
                || (operator == BinaryOperator.NOT_EQUAL && !(type instanceof DataType.Array));
        if (equality && TypeRules.isNested(type) && !joins(a, b, type)) {
            String equal = Nested.equal(left, right, type);
            return Typed.of(operator == BinaryOperator.EQUAL ? equal : "(NOT " + equal + ")", TypeRules.BOOLEAN);
        }
        if (type.is(Kind.JSON)) {
            left = "sr.json_text(" + left + ")";
            right = "sr.json_text(" + right + ")";
        }
        boolean nullSafe = operator == BinaryOperator.NULL_SAFE_EQUAL;
        String symbol =
                nullSafe ? "IS NOT DISTINCT FROM" : operator == BinaryOperator.NOT_EQUAL ? "<>" : operator.symbol();
        return Typed.of("(" + left + " " + symbol + " " + right + ")", TypeRules.BOOLEAN)
                .nullable(!nullSafe && (a.nullable() || b.nullable()));
    }

    private static boolean isOrder(BinaryOperator operator) {
        return operator == BinaryOperator.LESS
                || operator == BinaryOperator.LESS_OR_EQUAL
                || operator == BinaryOperator.GREATER
                || operator == BinaryOperator.GREATER_OR_EQUAL;
    }

    private static boolean isUnordered(DataType type) {
        return type instanceof DataType.Struct || type instanceof DataType.Map;
    }

    /** A date and the midnight of a literal compare as days do; DuckDB then skips what lies outside of its blocks. */
    private static boolean isDayAgainst(Typed date, Typed literal) {
        return date.is(Kind.DATE)
                && literal.isTextLiteral()
                && MIDNIGHT.matcher(
                                Casting.to(literal, DataType.of(Kind.DATETIME)).sql())
                        .matches();
    }

    /** Recorded: structs of two relations are equal where their fields are, NULL or not. */
    private static boolean joins(Typed a, Typed b, DataType type) {
        return type instanceof DataType.Struct
                && a.constant() instanceof Typed.Constant.None
                && b.constant() instanceof Typed.Constant.None;
    }

    public static Typed logic(BinaryOperator operator, Typed a, Typed b) {
        return Typed.of(
                        "(" + Casting.condition(a) + " " + operator.symbol() + " " + Casting.condition(b) + ")",
                        TypeRules.BOOLEAN)
                .nullable(a.nullable() || b.nullable());
    }

    public static Typed arithmetic(BinaryOperator operator, Typed a, Typed b) {
        OperatorTypes rule = TypeRules.operator(operator, a.type(), b.type());
        if (WideDecimals.isWide(rule.result())) {
            return Typed.of(WideDecimals.arithmetic(operator, a, b, rule, Operators::noArithmetic), rule.result());
        }
        String left = Casting.to(a, rule.left()).sql();
        String right = Casting.to(b, rule.right()).sql();
        boolean nullable = a.nullable() || b.nullable();
        if (rule.result().is(Kind.BIGINT) && NarrowNumbers.isSum(operator)) {
            return whole(operator, Casting.to(a, rule.left()), Casting.to(b, rule.right()), a.bits(), b.bits())
                    .nullable(nullable);
        }
        Typed result = Typed.of(text(operator, left, right, rule), rule.result());
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY -> result.nullable(nullable);
            default -> result;
        };
    }

    /** What is too large for a BIGINT begins again at the other end; most sums are known to fit. */
    private static Typed whole(BinaryOperator operator, Typed left, Typed right, int leftBits, int rightBits) {
        int bits = NarrowNumbers.bits(operator, leftBits, rightBits);
        if (bits <= NarrowNumbers.BIGINT_BITS) {
            String plain = "(" + left.sql() + " " + operator.symbol() + " " + right.sql() + ")";
            return Typed.of(plain, TypeRules.BIGINT).withBits(bits);
        }
        return Typed.of(
                "sr.wrap64(CAST(" + left.sql() + " AS HUGEINT) " + operator.symbol() + " " + right.sql() + ")",
                TypeRules.BIGINT);
    }

    private static String text(BinaryOperator operator, String left, String right, OperatorTypes rule) {
        boolean decimal = TypeRules.isDecimal(rule.result());
        String plain = "(" + left + " " + operator.symbol() + " " + right + ")";
        return switch (operator) {
            case ADD, SUBTRACT -> decimal ? cast(plain, rule.result()) : plain;
            case MULTIPLY -> decimal ? product(plain, left, right, rule) : plain;
            case DIVIDE -> decimal ? decimalQuotient(left, right, rule) : plain;
            case MODULO, BIT_AND, BIT_OR -> plain;
            case INTEGER_DIVIDE -> "(" + left + " // " + right + ")";
            case BIT_XOR -> "xor(" + left + ", " + right + ")";
            case SHIFT_LEFT -> "sr.shift_left(" + left + ", " + right + ")";
            case SHIFT_RIGHT -> "(" + left + " >> CAST(" + right + " AS INTEGER))";
            case SHIFT_RIGHT_LOGICAL -> "sr.shift_right_logical(" + left + ", " + right + ")";
            case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, NULL_SAFE_EQUAL ->
                noArithmetic(operator.symbol());
        };
    }

    /**
     * DuckDB keeps the product of two decimals of up to 18 digits in 18 digits, and fails where it needs more. Most do
     * not, and 128 bits take three times as long; TRY takes neither subqueries nor functions such as {@code random}.
     */
    private static String product(String plain, String left, String right, OperatorTypes rule) {
        DataType.Decimal a = (DataType.Decimal) rule.left();
        DataType.Decimal b = (DataType.Decimal) rule.right();
        boolean narrow = a.precision() <= NarrowNumbers.DIGITS && b.precision() <= NarrowNumbers.DIGITS;
        if (!narrow && a.precision() + b.precision() > TypeRules.MAX_PRECISION) {
            return cast(orNull(plain, left + right), rule.result());
        }
        if (!narrow || a.precision() + b.precision() <= NarrowNumbers.DIGITS) {
            return cast(plain, rule.result());
        }
        String wide = cast(
                "(" + cast(left, new DataType.Decimal(NarrowNumbers.DIGITS + 1, a.scale())) + " * " + right + ")",
                rule.result());
        return CALL.matcher(left + " " + right).find()
                ? wide
                : "coalesce(" + cast("TRY" + plain, rule.result()) + ", " + wide + ")";
    }

    private static String noArithmetic(String operator) {
        throw new IllegalArgumentException(operator + " is no arithmetic of decimals");
    }

    private static String cast(String sql, DataType type) {
        return "CAST(" + sql + " AS " + dev.orrery.embedded.duck.DuckType.of(type) + ")";
    }

    /**
     * DuckDB divides decimals as doubles. The quotient is computed on the digits as whole numbers, rounded half away
     * from zero, as StarRocks does.
     */
    private static String decimalQuotient(String left, String right, OperatorTypes rule) {
        DataType.Decimal a = (DataType.Decimal) rule.left();
        DataType.Decimal b = (DataType.Decimal) rule.right();
        DataType.Decimal result = (DataType.Decimal) rule.result();
        int shift = result.scale() - a.scale() + b.scale();
        String dividend = "(" + digits(left, a) + " * " + BigInteger.TEN.pow(shift) + "::HUGEINT)";
        boolean fits = a.precision() + shift <= TypeRules.MAX_PRECISION;
        return quotient(fits ? dividend : orNull(dividend, left + right), digits(right, b), result);
    }

    /** Recorded: what is beyond 128 bits is NULL. TRY is kept away from what it does not take. */
    private static String orNull(String sql, String operands) {
        return CALL.matcher(operands).find() ? sql : "TRY" + sql;
    }

    /** {@code dividend / divisor} of whole numbers, as a decimal whose last digit is the quotient's unit. */
    public static String quotient(String dividend, String divisor, DataType.Decimal result) {
        String unit = result.scale() == 0 ? "1" : "0." + "0".repeat(result.scale() - 1) + "1";
        return cast(
                "CAST(sr.div_round(" + dividend + ", " + divisor + ") AS DECIMAL(38, 0)) * CAST('" + unit
                        + "' AS DECIMAL(" + Math.max(1, result.scale() + 1) + ", " + result.scale() + "))",
                result);
    }

    /** The digits of a decimal as a whole number. */
    public static String digits(String sql, DataType.Decimal type) {
        if (type.scale() == 0) {
            return "CAST(" + sql + " AS HUGEINT)";
        }
        if (type.precision() + type.scale() + 1 <= TypeRules.MAX_PRECISION) {
            return "CAST(" + sql + " * CAST(" + BigInteger.TEN.pow(type.scale()) + " AS DECIMAL(" + (type.scale() + 1)
                    + ", 0)) AS HUGEINT)";
        }
        return "CAST(replace(CAST(" + sql + " AS VARCHAR), '.', '') AS HUGEINT)";
    }

    public static Typed negated(Typed operand) {
        if (operand.constant() instanceof Typed.Constant.Whole whole) {
            return Literals.whole(whole.value().negate());
        }
        DataType type = operand.type();
        if (type.is(Kind.BOOLEAN) || type.is(Kind.NULL)) {
            type = TypeRules.TINYINT;
        } else if (!TypeRules.isNumeric(type)) {
            type = TypeRules.DOUBLE;
        }
        return Typed.of("(- " + Casting.to(operand, type).sql() + ")", type).nullable(operand.nullable());
    }

    /** A cast that throws where it fails, rather than to be NULL. */
    public static Typed checked(Typed value, Typed cast) {
        if (cast.sql().equals(value.sql()) || TypeRules.isText(cast.type())) {
            return cast;
        }
        String failure = DuckName.literal(
                "Expr evaluate meet error: a value conflict with range of " + TypeSpelling.of(cast.type()));
        return Typed.of(
                "CASE WHEN " + value.sql() + " IS NOT NULL AND " + cast.sql() + " IS NULL THEN error(" + failure
                        + ") ELSE " + cast.sql() + " END",
                cast.type());
    }
}
