// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.embedded.operation.Operators;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.function.Arithmetic;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/** Counts, sums, averages, deviations and lists of what is aggregated. */
final class Sums {
    private static final int FINEST_DISTINCT = 18;

    private final ExpressionTranslator expressions;
    private final Call.Function call;
    private final AggregateText text;

    Sums(ExpressionTranslator expressions, Call.Function call, AggregateText text) {
        this.expressions = expressions;
        this.call = call;
        this.text = text;
    }

    Typed count() {
        List<Expression> arguments = call.arguments();
        boolean all = arguments.isEmpty() || arguments.get(0) instanceof Reference.Star;
        if (all) {
            return text.text("count", false, List.of("*"), "", TypeRules.BIGINT).notNull();
        }
        List<Typed> values = RelationTranslator.translateAll(expressions, arguments);
        String one = values.get(0).sql();
        if (values.size() > 1) {
            String present = values.stream().map(v -> v.sql() + " IS NOT NULL").collect(Collectors.joining(" AND "));
            String row = values.stream().map(Typed::sql).collect(Collectors.joining(", "));
            one = "CASE WHEN " + present + " THEN row(" + row + ") END";
        }
        return text.text("count", text.distinct(), List.of(one), "", TypeRules.BIGINT)
                .notNull();
    }

    /** Recorded: what is summed up without doubles has 18 digits after the point at most. */
    private static Typed summand(Typed value, boolean distinct) {
        boolean fine = distinct
                && value.type() instanceof DataType.Decimal decimal
                && !WideDecimals.isWide(decimal)
                && decimal.scale() > FINEST_DISTINCT;
        return fine ? Casting.to(value, new DataType.Decimal(TypeRules.MAX_PRECISION, FINEST_DISTINCT)) : value;
    }

    /** The values of each key added up. */
    Typed summed(Typed maps) {
        if (!(maps.type() instanceof DataType.Map type) || !TypeRules.isNumeric(type.value())) {
            throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "sum_map of other than maps of numbers");
        }
        return AggregateText.wrapped(
                "CAST(sr.sum_map(%s) AS " + DuckType.of(type) + ")", list(maps, text.distinct()), type);
    }

    Typed sum(Typed summed, boolean distinct) {
        Typed value = summand(summed, distinct);
        DataType type = value.type();
        if (type instanceof DataType.Decimal decimal) {
            DataType result = new DataType.Decimal(TypeRules.most(decimal), decimal.scale());
            return AggregateText.wrapped(
                    "CAST(%s AS " + DuckType.of(result) + ")",
                    text.text("sum", distinct, List.of(value.sql()), "", result),
                    result);
        }
        if (TypeRules.isInteger(type) || type.is(Kind.NULL)) {
            DataType result = type.is(Kind.LARGEINT) ? TypeRules.LARGEINT : TypeRules.BIGINT;
            String number =
                    type.is(Kind.BOOLEAN) || type.is(Kind.NULL) ? "CAST(" + value.sql() + " AS TINYINT)" : value.sql();
            String format = type.is(Kind.BIGINT) ? "sr.wrap64(%s)" : "CAST(%s AS " + DuckType.of(result) + ")";
            return AggregateText.wrapped(format, text.text("sum", distinct, List.of(number), "", result), result);
        }
        return text.text("sum", distinct, List.of(number(value)), "", TypeRules.DOUBLE);
    }

    Typed average(Typed averaged) {
        Typed value = summand(averaged, text.distinct());
        DataType type = value.type();
        if (type instanceof DataType.Decimal decimal) {
            int scale = Arithmetic.dividedScale(decimal.scale());
            DataType.Decimal result = new DataType.Decimal(TypeRules.most(decimal), scale);
            DataType.Decimal total = new DataType.Decimal(TypeRules.most(decimal), decimal.scale());
            String sum = text.text("sum", text.distinct(), List.of(value.sql()), "", total)
                    .sql();
            String count = text.text("count", text.distinct(), List.of(value.sql()), "", TypeRules.BIGINT)
                    .sql();
            if (WideDecimals.isWide(result)) {
                return Typed.of(WideDecimals.quotient(sum, count, scale - decimal.scale()), result);
            }
            String dividend = "(" + Operators.digits(sum, total) + " * " + BigInteger.TEN.pow(scale - decimal.scale())
                    + "::HUGEINT)";
            return Typed.of(Operators.quotient(dividend, "CAST(" + count + " AS HUGEINT)", result), result);
        }
        if (TypeRules.isTemporal(type)) {
            Typed mean = text.text(
                    "avg",
                    text.distinct(),
                    List.of("epoch_us(" + Casting.to(value, TypeRules.DATETIME).sql() + ")"),
                    "",
                    TypeRules.DOUBLE);
            return Casting.to(Typed.of("make_timestamp(CAST(" + mean.sql() + " AS BIGINT))", TypeRules.DATETIME), type);
        }
        return text.text("avg", text.distinct(), List.of(number(value)), "", TypeRules.DOUBLE);
    }

    Typed spread(String function, Typed value) {
        Typed result = text.plain(function, List.of(number(value)), TypeRules.DOUBLE);
        return TypeRules.isDecimal(value.type()) ? Casting.to(result, new DataType.Decimal(38, 9)) : result;
    }

    Typed list(Typed value, boolean distinct) {
        return text.text(
                "list",
                distinct,
                List.of(value.sql()),
                text.order(call.modifiers().orderBy()),
                new DataType.Array(value.type()));
    }

    static String number(Typed value) {
        return Casting.to(value, TypeRules.DOUBLE).sql();
    }
}
