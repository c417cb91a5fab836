// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.function.DateFormats;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Functions of dates with a unit or a format. */
final class DateCalls {
    private DateCalls() {}

    static Typed truncate(Typed unit, Typed moment) {
        if (!unit.isTextLiteral()) {
            throw Thrown.analyzing("date_trunc requires first parameter must be a string constant");
        }
        boolean date = moment.is(Kind.DATE);
        DataType type = date ? TypeRules.DATE : TypeRules.DATETIME;
        String lower = unit.text().toLowerCase(Locale.ROOT);
        if (!List.of(
                        "year",
                        "quarter",
                        "month",
                        "week",
                        "day",
                        "hour",
                        "minute",
                        "second",
                        "millisecond",
                        "microsecond")
                .contains(lower)) {
            throw Thrown.analyzing("date_trunc function can't support argument other than"
                    + " second|minute|hour|day|month|year|week|quarter");
        }
        return Typed.of(
                        "CAST(date_trunc('" + lower + "', "
                                + Casting.to(moment, TypeRules.DATETIME).sql() + ") AS " + DuckType.of(type) + ")",
                        type)
                .nullable(true);
    }

    static Typed format(Typed moment, Typed format) {
        String value = Casting.to(moment, TypeRules.DATETIME).sql();
        if (!format.isTextLiteral() || DateFormats.isRare(format.text())) {
            String text = Casting.toText(format).sql();
            return Typed.of(
                    "sr_date_format(epoch_us(" + value + "), CAST(" + text + " AS VARCHAR))", TypeRules.VARCHAR);
        }
        return Typed.of(
                "strftime(" + value + ", " + DuckName.literal(DateFormats.printing(format.text())) + ")",
                TypeRules.VARCHAR);
    }

    static Typed parse(Typed text, Typed format, DataType type) {
        if (!format.isTextLiteral()) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "a date format that is no literal");
        }
        String parsed = "try_strptime(CAST(" + Casting.toText(text).sql() + " AS VARCHAR), "
                + DateFormats.parsing(format.text()).stream()
                        .map(DuckName::literal)
                        .collect(Collectors.joining(", ", "[", "]"))
                + ")";
        return Typed.of("CAST(" + parsed + " AS " + DuckType.of(type) + ")", type);
    }

    static Typed fromUnixtime(Typed seconds, Typed format, String zone) {
        Typed moment = Typed.of(
                "timezone(" + zone + ", to_timestamp("
                        + Casting.to(seconds, TypeRules.BIGINT).sql() + "))",
                TypeRules.DATETIME);
        return format(moment, format);
    }

    static Typed slice(String name, Typed moment, Typed amount, String unit, String boundary) {
        String base = Casting.to(moment, TypeRules.DATETIME).sql();
        String width = Intervals.interval(Casting.to(amount, TypeRules.BIGINT).sql(), unit);
        String floor = "time_bucket(" + width + ", " + base + ", TIMESTAMP '0001-01-01 00:00:00')";
        String sql = boundary.equalsIgnoreCase("ceil") ? "(" + floor + " + " + width + ")" : floor;
        boolean date = name.equals("date_slice");
        return Typed.of(date ? "CAST(" + sql + " AS DATE)" : sql, date ? TypeRules.DATE : TypeRules.DATETIME);
    }
}
