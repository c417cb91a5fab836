// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.Locale;

/** Dates and times moved by an interval. */
public final class Intervals {
    private Intervals() {}

    /**
     * @param operator ADD or SUBTRACT
     */
    public static Typed shift(Typed moment, Typed amount, String unit, BinaryOperator operator) {
        String interval = interval(amount.sql(), unit);
        boolean wholeDays = isDay(unit);
        // A DATE stays one where the unit is a day or longer; everything else is a DATETIME.
        boolean date = moment.is(Kind.DATE) && wholeDays;
        DataType type = date ? TypeRules.DATE : TypeRules.DATETIME;
        String base = Casting.to(moment, TypeRules.DATETIME).sql();
        String moved = "(" + base + " " + operator.symbol() + " " + interval + ")";
        return Typed.of(date ? "CAST(" + moved + " AS DATE)" : moved, type);
    }

    public static boolean isDay(String unit) {
        return switch (singular(unit)) {
            case "YEAR", "QUARTER", "MONTH", "WEEK", "DAY" -> true;
            default -> false;
        };
    }

    public static String interval(String amount, String unit) {
        return switch (singular(unit)) {
            case "YEAR" -> "to_years(CAST(" + amount + " AS INTEGER))";
            case "QUARTER" -> "to_months(CAST(3 * " + amount + " AS INTEGER))";
            case "MONTH" -> "to_months(CAST(" + amount + " AS INTEGER))";
            case "WEEK" -> "to_days(CAST(7 * " + amount + " AS INTEGER))";
            case "DAY" -> "to_days(CAST(" + amount + " AS INTEGER))";
            case "HOUR" -> "to_hours(" + amount + ")";
            case "MINUTE" -> "to_minutes(" + amount + ")";
            case "SECOND" -> "to_seconds(" + amount + ")";
            case "MILLISECOND" -> "to_milliseconds(" + amount + ")";
            case "MICROSECOND" -> "to_microseconds(" + amount + ")";
            default -> throw new Refusal(EmbeddedCode.FORM_REFUSED, "the unit '" + unit + "'");
        };
    }

    public static String singular(String unit) {
        String upper = unit.toUpperCase(Locale.ROOT);
        return upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper;
    }
}
