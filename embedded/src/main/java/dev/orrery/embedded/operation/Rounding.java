// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.type.DataType;
import java.util.List;

/** round and truncate: of decimals with a constant number of digits the scale is that number. */
public final class Rounding {
    private Rounding() {}

    public static Typed round(List<Typed> arguments) {
        return of(arguments, "round");
    }

    public static Typed truncate(List<Typed> arguments) {
        return of(arguments, "trunc");
    }

    private static Typed of(List<Typed> arguments, String function) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw Thrown.analyzing("No matching function with signature: " + function);
        }
        Typed value = arguments.get(0);
        boolean decimal = value.type() instanceof DataType.Decimal;
        if (arguments.size() == 1) {
            return decimal
                    ? decimal(value, 0, function)
                    : Typed.of(
                            "CAST(round(" + Casting.to(value, TypeRules.DOUBLE).sql() + ") AS BIGINT)",
                            TypeRules.BIGINT);
        }
        Typed digits = arguments.get(1);
        if (decimal) {
            if (!Literals.isWhole(digits)) {
                throw new Refusal(
                        EmbeddedCode.FORM_REFUSED, function + " of a decimal to a number of digits that is no literal");
            }
            return decimal(value, Literals.wholeOf(digits).intValue(), function);
        }
        String number = Casting.to(value, TypeRules.DOUBLE).sql();
        String places = Casting.to(digits, TypeRules.INT).sql();
        String sql = function.equals("round")
                ? "round(" + number + ", " + places + ")"
                : "sr.truncate(" + number + ", " + places + ")";
        return Typed.of(sql, TypeRules.DOUBLE);
    }

    private static Typed decimal(Typed value, int digits, String function) {
        DataType.Decimal from = (DataType.Decimal) value.type();
        if (WideDecimals.isWide(from)) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, function + " of a decimal of more than 38 digits");
        }
        int scale = Math.max(0, digits);
        DataType type = new DataType.Decimal(TypeRules.MAX_PRECISION, scale);
        if (digits >= from.scale()) {
            return Casting.to(value, type);
        }
        String rounded =
                function.equals("round") ? "round(" + value.sql() + ", " + digits + ")" : truncated(value, digits);
        return Typed.of("CAST(" + rounded + " AS " + DuckType.of(type) + ")", type);
    }

    private static String truncated(Typed value, int digits) {
        if (digits == 0) {
            return "trunc(" + value.sql() + ")";
        }
        // Half a unit towards zero, then rounded: a decimal has no finer digits than its scale.
        DataType.Decimal from = (DataType.Decimal) value.type();
        String power = "CAST('1" + "0".repeat(Math.abs(digits)) + "' AS HUGEINT)";
        if (digits < 0) {
            return "(CAST(trunc(" + value.sql() + ") AS HUGEINT) // " + power + " * " + power + ")";
        }
        String digitsText = Operators.digits(value.sql(), from);
        String cut = "CAST('1" + "0".repeat(from.scale() - digits) + "' AS HUGEINT)";
        DataType.Decimal result = new DataType.Decimal(TypeRules.MAX_PRECISION, digits);
        return Operators.quotient("(" + digitsText + " // " + cut + ")", "1", result);
    }
}
