// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.models.function.Supertype;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.Optional;

/** Casts as StarRocks makes them: what does not convert becomes NULL, and texts look as StarRocks writes them. */
public final class Casting {
    private Casting() {}

    /** {@code CAST(value AS type)}; the value itself where nothing changes. */
    public static Typed to(Typed value, DataType type) {
        DataType from = value.type();
        if (from.equals(type) || type.is(Kind.NULL)) {
            return value;
        }
        if (value.isNull()) {
            return new Typed("CAST(NULL AS " + DuckType.of(type) + ")", type, true, value.constant());
        }
        if (WideDecimals.isWide(from) || WideDecimals.isWide(type)) {
            return WideDecimals.cast(value, type);
        }
        if (TypeRules.isText(type)) {
            return text(value, type);
        }
        Optional<Typed> folded = Folding.of(value, type);
        if (folded.isPresent()) {
            return folded.get();
        }
        if (type.is(Kind.BOOLEAN)) {
            return Typed.of(bool(value), type).nullable(value.nullable());
        }
        if (TypeRules.isTemporal(type)) {
            return temporal(value, type);
        }
        if (type.is(Kind.TIME) && TypeRules.isText(from)) {
            return Typed.of("sr.text_time(" + value.sql() + ")", type);
        }
        if (type.is(Kind.JSON)) {
            return Typed.of(json(value), type);
        }
        if (TypeRules.isNumeric(type)) {
            return number(value, type);
        }
        if (TypeRules.isNested(type)) {
            return Nested.cast(value, type);
        }
        return Typed.of("TRY_CAST(" + value.sql() + " AS " + DuckType.of(type) + ")", type);
    }

    public static Typed toText(Typed value) {
        return value.isText() ? value : to(value, TypeRules.VARCHAR);
    }

    /** A condition: of numbers all but 0 is true. */
    public static String condition(Typed value) {
        return value.is(Kind.BOOLEAN)
                ? value.sql()
                : to(value, TypeRules.BOOLEAN).sql();
    }

    private static Typed text(Typed value, DataType type) {
        DataType from = value.type();
        String sql = value.sql();
        if (TypeRules.isText(from)) {
            return new Typed(sql, type, value.nullable(), value.constant());
        }
        String text;
        if (from.is(Kind.BOOLEAN)) {
            text = "CAST(CAST(" + sql + " AS TINYINT) AS VARCHAR)";
        } else if (from.is(Kind.DOUBLE)) {
            text = "sr.double_text(" + sql + ")";
        } else if (from.is(Kind.FLOAT)) {
            text = "sr.float_text(" + sql + ")";
        } else if (from.is(Kind.DATETIME)) {
            text = "sr.datetime_text(" + sql + ")";
        } else if (from.is(Kind.JSON)) {
            text = "sr.json_text(" + sql + ")";
        } else if (from.is(Kind.TIME)) {
            text = "sr.time_text(" + sql + ")";
        } else if (TypeRules.isBinary(from)) {
            text = "decode(" + sql + ")";
        } else if (TypeRules.isNested(from)) {
            text = NestedText.of(sql, from);
        } else {
            text = "CAST(" + sql + " AS VARCHAR)";
        }
        return Typed.of(text, type).nullable(value.nullable());
    }

    private static String bool(Typed value) {
        DataType from = value.type();
        if (TypeRules.isNumeric(from)) {
            return "(" + value.sql() + " <> 0)";
        }
        if (from.is(Kind.JSON)) {
            return "sr.json_boolean(" + value.sql() + ")";
        }
        if (TypeRules.isTemporal(from)) {
            return "(" + value.sql() + " IS NOT NULL)";
        }
        return "sr.text_boolean(" + toText(value).sql() + ")";
    }

    private static Typed temporal(Typed value, DataType type) {
        DataType from = value.type();
        boolean toDate = type.is(Kind.DATE);
        String sql = value.sql();
        if (TypeRules.isTemporal(from)) {
            return Typed.of("CAST(" + sql + " AS " + DuckType.of(type) + ")", type)
                    .nullable(value.nullable());
        }
        if (TypeRules.isInteger(from) || TypeRules.isFloating(from) || TypeRules.isDecimal(from)) {
            String number = "CAST(TRY_CAST(" + sql + " AS BIGINT) AS VARCHAR)";
            return Typed.of(
                    (toDate
                            ? "CAST(sr.number_datetime(" + number + ") AS DATE)"
                            : "sr.number_datetime(" + number + ")"),
                    type);
        }
        String text = from.is(Kind.JSON)
                ? "sr.json_string(" + sql + ")"
                : toText(value).sql();
        String parsed = "sr.text_datetime(" + text + ")";
        return Typed.of(toDate ? "CAST(" + parsed + " AS DATE)" : parsed, type);
    }

    private static String json(Typed value) {
        DataType from = value.type();
        if (TypeRules.isText(from)) {
            // A text becomes a JSON string; parse_json and inserts read it as JSON.
            return "sr.text_json(" + value.sql() + ")";
        }
        if (from.is(Kind.DATE) || from.is(Kind.DATETIME) || TypeRules.isBinary(from)) {
            return "to_json(" + toText(value).sql() + ")";
        }
        return TypeRules.isNested(from) ? Nested.toJson(value.sql(), from, 0) : "to_json(" + value.sql() + ")";
    }

    private static Typed number(Typed value, DataType type) {
        DataType from = value.type();
        String target = DuckType.of(type);
        String sql = value.sql();
        if (from.is(Kind.JSON)) {
            String function = TypeRules.isInteger(type) ? "sr.json_whole(" : "sr.json_number(";
            return Typed.of("TRY_CAST(" + function + sql + ") AS " + target + ")", type);
        }
        if (TypeRules.isText(from)) {
            return Typed.of(textNumber(sql, type), type);
        }
        if (from.is(Kind.DATE)) {
            return Typed.of("TRY_CAST(strftime(" + sql + ", '%Y%m%d') AS " + target + ")", type);
        }
        if (from.is(Kind.DATETIME)) {
            return Typed.of("TRY_CAST(strftime(" + sql + ", '%Y%m%d%H%M%S') AS " + target + ")", type);
        }
        boolean truncates = TypeRules.isInteger(type) && (TypeRules.isFloating(from) || TypeRules.isDecimal(from));
        if (truncates) {
            return Typed.of("TRY_CAST(trunc(" + sql + ") AS " + target + ")", type)
                    .nullable(true);
        }
        if (widens(from, type)) {
            return new Typed("CAST(" + sql + " AS " + target + ")", type, value.nullable(), value.constant());
        }
        return Typed.of("TRY_CAST(" + sql + " AS " + target + ")", type);
    }

    private static String textNumber(String sql, DataType type) {
        String target = DuckType.of(type);
        if (TypeRules.isInteger(type)) {
            // '12.7' and '1e3' are no integers in StarRocks.
            return "CASE WHEN regexp_full_match(trim(" + sql + "), '[+-]?[0-9]+') THEN TRY_CAST(trim(" + sql + ") AS "
                    + target + ") END";
        }
        return "TRY_CAST(trim(" + sql + ") AS " + target + ")";
    }

    private static boolean widens(DataType from, DataType to) {
        if (TypeRules.isInteger(from) && TypeRules.isInteger(to)) {
            return TypeRules.integerRank(from) <= TypeRules.integerRank(to);
        }
        if (to.is(Kind.DOUBLE)) {
            return true;
        }
        if (from instanceof DataType.Decimal a && to instanceof DataType.Decimal b) {
            return a.scale() <= b.scale() && a.precision() - a.scale() <= b.precision() - b.scale();
        }
        return TypeRules.isInteger(from)
                && to instanceof DataType.Decimal decimal
                && Supertype.asDecimal(from).precision() <= decimal.precision() - decimal.scale();
    }
}
