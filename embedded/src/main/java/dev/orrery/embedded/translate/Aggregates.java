// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Nested;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.function.Arithmetic;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.SortItem;
import dev.orrery.models.sql.tree.Window;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Aggregates and window functions. What StarRocks approximates (ndv, percentile_approx) is exact here. */
final class Aggregates {
    private static final Set<String> NAMES = Set.of(
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "any_value",
            "approx_top_k",
            "max_n",
            "min_n",
            "sum_map",
            "retention",
            "max_by",
            "min_by",
            "stddev",
            "std",
            "stddev_pop",
            "stddev_samp",
            "variance",
            "variance_pop",
            "var_pop",
            "var_samp",
            "variance_samp",
            "corr",
            "covar_pop",
            "covar_samp",
            "ndv",
            "approx_count_distinct",
            "multi_distinct_count",
            "multi_distinct_sum",
            "count_if",
            "bool_or",
            "boolor_agg",
            "bool_and",
            "booland_agg",
            "every",
            "array_agg",
            "array_agg_distinct",
            "array_unique_agg",
            "group_concat",
            "string_agg",
            "map_agg",
            "bitmap_union",
            "bitmap_agg",
            "bitmap_intersect",
            "bitmap_union_count",
            "bitmap_union_int",
            "hll_union",
            "hll_raw_agg",
            "hll_union_agg",
            "hll_raw",
            "percentile_union",
            "percentile_approx",
            "percentile_cont",
            "percentile_disc",
            "grouping",
            "grouping_id",
            "sum_distinct");

    private static final int FINEST_DISTINCT = 18;

    private final ExpressionTranslator expressions;
    private final Call.Function call;
    private final String name;

    Aggregates(ExpressionTranslator expressions, Call.Function call, String name) {
        this.expressions = expressions;
        this.call = call;
        this.name = name;
    }

    static boolean knows(String name) {
        return NAMES.contains(name);
    }

    Typed translate() {
        if (name.equals("count")) {
            return count();
        }
        List<Typed> a = RelationTranslator.translateAll(expressions, call.arguments());
        if (a.size() < fewest()) {
            throw Thrown.analyzing("'" + name + "' takes " + fewest() + " arguments, here are " + a.size());
        }
        CallTranslator.answer(call, name, a);
        return switch (name) {
            case "sum" -> sum(a.get(0), distinct());
            case "multi_distinct_sum", "sum_distinct" -> sum(a.get(0), true);
            case "avg" -> average(a.get(0));
            case "min", "max", "any_value" ->
                plain(name, List.of(a.get(0).sql()), a.get(0).type());
            case "max_by", "min_by" ->
                plain(
                        name.equals("max_by") ? "arg_max_null" : "arg_min_null",
                        List.of(a.get(0).sql(), a.get(1).sql()),
                        a.get(0).type());
            case "stddev", "std", "stddev_pop" -> spread("stddev_pop", a.get(0));
            case "stddev_samp" -> spread("stddev_samp", a.get(0));
            case "variance", "variance_pop", "var_pop" -> spread("var_pop", a.get(0));
            case "var_samp", "variance_samp" -> spread("var_samp", a.get(0));
            case "corr", "covar_pop", "covar_samp" ->
                plain(name, List.of(number(a.get(0)), number(a.get(1))), TypeRules.DOUBLE);
            case "ndv", "approx_count_distinct", "multi_distinct_count" ->
                text("count", true, List.of(a.get(0).sql()), "", TypeRules.BIGINT)
                        .notNull();
            case "count_if" ->
                plain("count_if", List.of(Casting.condition(a.get(0))), TypeRules.BIGINT)
                        .notNull();
            case "bool_or", "boolor_agg" ->
                wrapped(
                        "CASE WHEN "
                                + text("count", false, List.of("*"), "", TypeRules.BIGINT)
                                        .sql() + " > 0 THEN coalesce(%s, false) END",
                        plain("bool_or", List.of(Casting.condition(a.get(0))), TypeRules.BOOLEAN),
                        TypeRules.BOOLEAN);
            case "approx_top_k" -> top(a);
            case "max_n", "min_n" ->
                plain(
                        name.substring(0, 3),
                        List.of(a.get(0).sql(), a.get(1).sql()),
                        new DataType.Array(a.get(0).type()));
            case "sum_map" -> summed(a.get(0));
            case "retention" ->
                wrapped("sr.retention(%s)", list(a.get(0), false), new DataType.Array(TypeRules.BOOLEAN));
            case "bool_and", "booland_agg", "every" ->
                plain("bool_and", List.of(Casting.condition(a.get(0))), TypeRules.BOOLEAN);
            case "array_agg" -> list(a.get(0), distinct());
            case "array_agg_distinct" -> list(a.get(0), true);
            case "group_concat" -> concatenation(a);
            case "string_agg" -> stringAgg(a);
            case "map_agg" ->
                wrapped(
                        "sr.map_agg(%s)",
                        plain(
                                "list",
                                List.of(Nested.entry(a.get(0).sql(), a.get(1).sql())),
                                TypeRules.NULL),
                        new DataType.Map(a.get(0).type(), a.get(1).type()));
            case "percentile_cont", "percentile_approx" -> percentile("quantile_cont", a);
            case "percentile_disc" -> percentile("quantile_disc", a);
            case "grouping", "grouping_id" ->
                Typed.of(
                                "CAST(grouping(" + a.stream().map(Typed::sql).collect(Collectors.joining(", "))
                                        + ") AS BIGINT)",
                                TypeRules.BIGINT)
                        .notNull();
            default -> Sketches.knows(name) ? new Sketches(this).translate(name, a) : window(a);
        };
    }

    private int fewest() {
        return switch (name) {
            case "row_number", "rank", "dense_rank", "cume_dist", "percent_rank" -> 0;
            case "max_by",
                    "min_by",
                    "corr",
                    "covar_pop",
                    "covar_samp",
                    "map_agg",
                    "max_n",
                    "min_n",
                    "string_agg",
                    "percentile_cont",
                    "percentile_disc",
                    "percentile_approx" -> 2;
            default -> 1;
        };
    }

    private boolean distinct() {
        return call.modifiers().distinct();
    }

    private Typed count() {
        List<Expression> arguments = call.arguments();
        boolean all = arguments.isEmpty() || arguments.get(0) instanceof Reference.Star;
        if (all) {
            return text("count", false, List.of("*"), "", TypeRules.BIGINT).notNull();
        }
        List<Typed> values = RelationTranslator.translateAll(expressions, arguments);
        String one = values.get(0).sql();
        if (values.size() > 1) {
            String present = values.stream().map(v -> v.sql() + " IS NOT NULL").collect(Collectors.joining(" AND "));
            String row = values.stream().map(Typed::sql).collect(Collectors.joining(", "));
            one = "CASE WHEN " + present + " THEN row(" + row + ") END";
        }
        return text("count", distinct(), List.of(one), "", TypeRules.BIGINT).notNull();
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
    private Typed summed(Typed maps) {
        if (!(maps.type() instanceof DataType.Map type) || !TypeRules.isNumeric(type.value())) {
            throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "sum_map of other than maps of numbers");
        }
        return wrapped("CAST(sr.sum_map(%s) AS " + DuckType.of(type) + ")", list(maps, distinct()), type);
    }

    private Typed sum(Typed summed, boolean distinct) {
        Typed value = summand(summed, distinct);
        DataType type = value.type();
        if (type instanceof DataType.Decimal decimal) {
            DataType result = new DataType.Decimal(TypeRules.most(decimal), decimal.scale());
            return wrapped(
                    "CAST(%s AS " + DuckType.of(result) + ")",
                    text("sum", distinct, List.of(value.sql()), "", result),
                    result);
        }
        if (TypeRules.isInteger(type) || type.is(Kind.NULL)) {
            DataType result = type.is(Kind.LARGEINT) ? TypeRules.LARGEINT : TypeRules.BIGINT;
            String number =
                    type.is(Kind.BOOLEAN) || type.is(Kind.NULL) ? "CAST(" + value.sql() + " AS TINYINT)" : value.sql();
            String format = type.is(Kind.BIGINT) ? "sr.wrap64(%s)" : "CAST(%s AS " + DuckType.of(result) + ")";
            return wrapped(format, text("sum", distinct, List.of(number), "", result), result);
        }
        return text("sum", distinct, List.of(number(value)), "", TypeRules.DOUBLE);
    }

    private Typed average(Typed averaged) {
        Typed value = summand(averaged, distinct());
        DataType type = value.type();
        if (type instanceof DataType.Decimal decimal) {
            int scale = Arithmetic.dividedScale(decimal.scale());
            DataType.Decimal result = new DataType.Decimal(TypeRules.most(decimal), scale);
            DataType.Decimal total = new DataType.Decimal(TypeRules.most(decimal), decimal.scale());
            String sum =
                    text("sum", distinct(), List.of(value.sql()), "", total).sql();
            String count = text("count", distinct(), List.of(value.sql()), "", TypeRules.BIGINT)
                    .sql();
            if (WideDecimals.isWide(result)) {
                return Typed.of(WideDecimals.quotient(sum, count, scale - decimal.scale()), result);
            }
            String dividend = "(" + Operators.digits(sum, total) + " * " + BigInteger.TEN.pow(scale - decimal.scale())
                    + "::HUGEINT)";
            return Typed.of(Operators.quotient(dividend, "CAST(" + count + " AS HUGEINT)", result), result);
        }
        if (TypeRules.isTemporal(type)) {
            Typed mean = text(
                    "avg",
                    distinct(),
                    List.of("epoch_us(" + Casting.to(value, TypeRules.DATETIME).sql() + ")"),
                    "",
                    TypeRules.DOUBLE);
            return Casting.to(Typed.of("make_timestamp(CAST(" + mean.sql() + " AS BIGINT))", TypeRules.DATETIME), type);
        }
        return text("avg", distinct(), List.of(number(value)), "", TypeRules.DOUBLE);
    }

    private Typed spread(String function, Typed value) {
        Typed result = plain(function, List.of(number(value)), TypeRules.DOUBLE);
        return TypeRules.isDecimal(value.type()) ? Casting.to(result, new DataType.Decimal(38, 9)) : result;
    }

    private Typed list(Typed value, boolean distinct) {
        return text(
                "list",
                distinct,
                List.of(value.sql()),
                order(call.modifiers().orderBy()),
                new DataType.Array(value.type()));
    }

    /** group_concat(a, b ORDER BY … SEPARATOR …): rows with a NULL among the values are left out. */
    private Typed concatenation(List<Typed> values) {
        List<String> texts = values.stream().map(v -> Casting.toText(v).sql()).toList();
        String separator = call.modifiers()
                .separator()
                .map(s -> Casting.toText(expressions.translate(s)).sql())
                .orElse("','");
        String joined = texts.size() == 1 ? texts.get(0) : "(" + String.join(" || ", texts) + ")";
        return text(
                "string_agg",
                distinct(),
                List.of(joined, separator),
                order(call.modifiers().orderBy()),
                TypeRules.VARCHAR);
    }

    private Typed stringAgg(List<Typed> values) {
        List<String> texts = values.stream().map(v -> Casting.toText(v).sql()).toList();
        return text("string_agg", distinct(), texts, order(call.modifiers().orderBy()), TypeRules.VARCHAR);
    }

    private Typed percentile(String function, List<Typed> a) {
        DataType type = a.get(0).type();
        boolean temporal = TypeRules.isTemporal(type);
        String value = temporal || function.equals("quantile_disc") ? a.get(0).sql() : number(a.get(0));
        DataType result = temporal || function.equals("quantile_disc") ? type : TypeRules.DOUBLE;
        if (a.get(1).type() instanceof DataType.Array) {
            String shares =
                    Casting.to(a.get(1), new DataType.Array(TypeRules.DOUBLE)).sql();
            return plain(function, List.of(value, shares), new DataType.Array(result));
        }
        Typed quantile = plain(function, List.of(value, a.get(1).sql()), result);
        return temporal ? wrapped("CAST(%s AS " + DuckType.of(type) + ")", quantile, type) : quantile;
    }

    /** The counts are exact here; NULL is counted too. */
    private Typed top(List<Typed> a) {
        DataType item = a.get(0).is(Kind.NULL) ? TypeRules.BOOLEAN : a.get(0).type();
        DataType row = new DataType.Struct(
                List.of(new DataType.Field("item", item), new DataType.Field("count", TypeRules.BIGINT)));
        String many = a.size() > 1 ? a.get(1).sql() : "5";
        Typed list = plain("list", List.of(Casting.to(a.get(0), item).sql()), new DataType.Array(item));
        DataType type = new DataType.Array(row);
        return wrapped("coalesce(sr.top_k(%s, " + many + "), CAST([] AS " + DuckType.of(type) + "))", list, type);
    }

    private Typed window(List<Typed> a) {
        return switch (name) {
            case "row_number", "rank", "dense_rank" ->
                text(name, false, List.of(), "", TypeRules.BIGINT).notNull();
            case "cume_dist", "percent_rank" ->
                text(name, false, List.of(), "", TypeRules.DOUBLE).notNull();
            case "ntile" ->
                text(name, false, List.of(a.get(0).sql()), "", TypeRules.BIGINT).notNull();
            case "lead", "lag" -> shifted(a);
            case "first_value", "last_value" ->
                plain(name, List.of(a.get(0).sql()), a.get(0).type());
            default -> throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "function '" + name + "'");
        };
    }

    private Typed shifted(List<Typed> a) {
        List<String> arguments = new ArrayList<>(List.of(a.get(0).sql()));
        if (a.size() > 1) {
            arguments.add(a.get(1).sql());
        }
        if (a.size() > 2) {
            arguments.add(Casting.to(a.get(2), a.get(0).type()).sql());
        }
        return plain(name, arguments, a.get(0).type());
    }

    private static String number(Typed value) {
        return Casting.to(value, TypeRules.DOUBLE).sql();
    }

    Typed plain(String function, List<String> arguments, DataType type) {
        return text(function, distinct(), arguments, "", type);
    }

    /** {@code format} around a call whose window, if any, belongs to the call. */
    static Typed wrapped(String format, Typed inner, DataType type) {
        return Typed.of(format.replace("%s", inner.sql()), type);
    }

    private Typed text(String function, boolean distinct, List<String> arguments, String order, DataType type) {
        boolean ignores = call.modifiers().ignoreNulls();
        StringBuilder sql = new StringBuilder(function).append('(').append(distinct ? "DISTINCT " : "");
        sql.append(String.join(", ", arguments))
                .append(order)
                .append(ignores ? " IGNORE NULLS" : "")
                .append(')');
        call.modifiers()
                .filter()
                .ifPresent(filter -> sql.append(" FILTER (WHERE ")
                        .append(Casting.condition(expressions.translate(filter)))
                        .append(')'));
        call.over().ifPresent(window -> sql.append(over(window)));
        return Typed.of(sql.toString(), type);
    }

    private String order(List<SortItem> items) {
        if (items.isEmpty()) {
            return "";
        }
        return items.stream()
                .map(i -> sortKey(i.expression()) + OrderBy.direction(i))
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private String sortKey(Expression expression) {
        Typed value = expressions.translate(expression);
        if (ExpressionTranslator.isWhole(value) && call.over().isEmpty()) {
            int place = ExpressionTranslator.whole(value).intValue();
            if (place >= 1 && place <= call.arguments().size()) {
                return expressions.translate(call.arguments().get(place - 1)).sql();
            }
            throw Thrown.analyzing("ORDER BY position " + place + " is not among the arguments");
        }
        return value.isScalarLiteral() ? "(" + value.sql() + ")" : value.sql();
    }

    private String over(Window window) {
        List<String> parts = new ArrayList<>();
        if (!window.partitionBy().isEmpty()) {
            parts.add("PARTITION BY "
                    + window.partitionBy().stream()
                            .map(e -> expressions.translate(e).sql())
                            .collect(Collectors.joining(", ")));
        }
        if (!window.orderBy().isEmpty()) {
            parts.add(order(window.orderBy()).strip());
        }
        window.frame().ifPresent(frame -> parts.add(frame(frame)));
        return " OVER (" + String.join(" ", parts) + ")";
    }

    private String frame(Window.Frame frame) {
        String start = bound(frame.start());
        Optional<String> end = frame.end().map(this::bound);
        return frame.unit() + " "
                + end.map(e -> "BETWEEN " + start + " AND " + e).orElse(start);
    }

    private String bound(Window.Bound bound) {
        String offset =
                bound.offset().map(o -> expressions.translate(o).sql() + " ").orElse("");
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
            case PRECEDING -> offset + "PRECEDING";
            case CURRENT_ROW -> "CURRENT ROW";
            case FOLLOWING -> offset + "FOLLOWING";
            case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
        };
    }
}
