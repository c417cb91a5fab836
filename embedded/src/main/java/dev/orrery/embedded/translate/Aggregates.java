// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.NarrowNumbers;
import dev.orrery.embedded.duck.Nested;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.operation.Literals;
import dev.orrery.embedded.operation.Operators;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
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
            "sum_distinct",
            "window_funnel",
            "intersect_count",
            "ds_hll_count_distinct",
            "ds_theta_count_distinct",
            "approx_count_distinct_hll_sketch",
            "percentile_approx_weighted",
            "percentile_disc_lc");

    private final ExpressionTranslator expressions;
    private final boolean isCrossing;
    private final Call.Function call;
    private final String name;
    private final AggregateText text;
    private final Sums sums;

    Aggregates(ExpressionTranslator expressions, Call.Function call, String name) {
        boolean window = call.over().isPresent();
        this.expressions = window ? expressions : expressions.belowAggregate();
        this.isCrossing = this.expressions != expressions;
        this.call = call;
        this.name = name;
        this.text = new AggregateText(this.expressions, call);
        this.sums = new Sums(this.expressions, call, text);
    }

    static boolean knows(String name) {
        return NAMES.contains(name);
    }

    Typed translate() {
        return isCrossing ? NarrowNumbers.full(aggregate()) : aggregate();
    }

    private Typed aggregate() {
        if (name.equals("count")) {
            return sums.count();
        }
        List<Typed> a = RelationTranslator.translateAll(expressions, call.arguments());
        if (a.size() < fewest()) {
            throw Thrown.analyzing("'" + name + "' takes " + fewest() + " arguments, here are " + a.size());
        }
        CallTranslator.answer(call, name, a);
        return switch (name) {
            case "sum" -> sums.sum(a.get(0), text.distinct());
            case "multi_distinct_sum", "sum_distinct" -> sums.sum(a.get(0), true);
            case "avg" -> sums.average(a.get(0));
            case "min", "max", "any_value" ->
                text.plain(name, List.of(a.get(0).sql()), a.get(0).type());
            case "max_by", "min_by" ->
                text.plain(
                        name.equals("max_by") ? "arg_max_null" : "arg_min_null",
                        List.of(a.get(0).sql(), a.get(1).sql()),
                        a.get(0).type());
            case "stddev", "std", "stddev_pop" -> sums.spread("stddev_pop", a.get(0));
            case "stddev_samp" -> sums.spread("stddev_samp", a.get(0));
            case "variance", "variance_pop", "var_pop" -> sums.spread("var_pop", a.get(0));
            case "var_samp", "variance_samp" -> sums.spread("var_samp", a.get(0));
            case "corr", "covar_pop", "covar_samp" ->
                text.plain(name, List.of(Sums.number(a.get(0)), Sums.number(a.get(1))), TypeRules.DOUBLE);
            case "ndv",
                    "approx_count_distinct",
                    "multi_distinct_count",
                    "ds_hll_count_distinct",
                    "ds_theta_count_distinct",
                    "approx_count_distinct_hll_sketch" ->
                text.text("count", true, List.of(a.get(0).sql()), "", TypeRules.BIGINT)
                        .notNull();
            case "count_if" ->
                text.plain("count_if", List.of(Casting.condition(a.get(0))), TypeRules.BIGINT)
                        .notNull();
            case "bool_or", "boolor_agg" ->
                AggregateText.wrapped(
                        "CASE WHEN "
                                + text.text("count", false, List.of("*"), "", TypeRules.BIGINT)
                                        .sql() + " > 0 THEN coalesce(%s, false) END",
                        text.plain("bool_or", List.of(Casting.condition(a.get(0))), TypeRules.BOOLEAN),
                        TypeRules.BOOLEAN);
            case "approx_top_k" -> top(a);
            case "max_n", "min_n" ->
                text.plain(
                        name.substring(0, 3),
                        List.of(a.get(0).sql(), a.get(1).sql()),
                        new DataType.Array(a.get(0).type()));
            case "sum_map" -> sums.summed(a.get(0));
            case "window_funnel" -> funnel(a);
            case "intersect_count" -> intersections(a);
            case "retention" ->
                AggregateText.wrapped(
                        "sr.retention(%s)", sums.list(a.get(0), false), new DataType.Array(TypeRules.BOOLEAN));
            case "bool_and", "booland_agg", "every" ->
                text.plain("bool_and", List.of(Casting.condition(a.get(0))), TypeRules.BOOLEAN);
            case "array_agg" -> sums.list(a.get(0), text.distinct());
            case "array_agg_distinct" -> sums.list(a.get(0), true);
            case "group_concat" -> concatenation(a);
            case "string_agg" -> stringAgg(a);
            case "map_agg" ->
                AggregateText.wrapped(
                        "sr.map_agg(%s)",
                        text.plain(
                                "list",
                                List.of(Nested.entry(a.get(0).sql(), a.get(1).sql())),
                                TypeRules.NULL),
                        new DataType.Map(a.get(0).type(), a.get(1).type()));
            case "percentile_cont" -> continuous(a);
            case "percentile_approx", "percentile_approx_weighted" -> new Percentiles(text).translate(name, a);
            case "percentile_disc", "percentile_disc_lc" -> new Percentiles(text).discrete(a);
            case "grouping", "grouping_id" ->
                Typed.of(
                                "CAST(grouping(" + a.stream().map(Typed::sql).collect(Collectors.joining(", "))
                                        + ") AS BIGINT)",
                                TypeRules.BIGINT)
                        .notNull();
            default -> Sketches.knows(name) ? new Sketches(text).translate(name, a) : window(a);
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
                    "percentile_disc_lc",
                    "percentile_approx" -> 2;
            case "percentile_approx_weighted", "intersect_count" -> 3;
            case "window_funnel" -> 4;
            default -> 1;
        };
    }

    /** group_concat(a, b ORDER BY … SEPARATOR …): rows with a NULL among the values are left out. */
    private Typed concatenation(List<Typed> values) {
        List<String> texts = values.stream().map(v -> Casting.toText(v).sql()).toList();
        String separator = call.modifiers()
                .separator()
                .map(s -> Casting.toText(expressions.translate(s)).sql())
                .orElse("','");
        String joined = texts.size() == 1 ? texts.get(0) : "(" + String.join(" || ", texts) + ")";
        return text.text(
                "string_agg",
                text.distinct(),
                List.of(joined, separator),
                text.order(call.modifiers().orderBy()),
                TypeRules.VARCHAR);
    }

    private Typed stringAgg(List<Typed> values) {
        List<String> texts = values.stream().map(v -> Casting.toText(v).sql()).toList();
        return text.text(
                "string_agg",
                text.distinct(),
                texts,
                text.order(call.modifiers().orderBy()),
                TypeRules.VARCHAR);
    }

    private Typed continuous(List<Typed> a) {
        DataType type = a.get(0).type();
        boolean temporal = TypeRules.isTemporal(type);
        String value = temporal ? a.get(0).sql() : Sums.number(a.get(0));
        DataType result = temporal ? type : TypeRules.DOUBLE;
        if (a.get(1).type() instanceof DataType.Array) {
            String shares =
                    Casting.to(a.get(1), new DataType.Array(TypeRules.DOUBLE)).sql();
            return text.plain("quantile_cont", List.of(value, shares), new DataType.Array(result));
        }
        Typed quantile = text.plain("quantile_cont", List.of(value, a.get(1).sql()), result);
        return temporal ? AggregateText.wrapped("CAST(%s AS " + DuckType.of(type) + ")", quantile, type) : quantile;
    }

    /** The counts are exact here; NULL is counted too. */
    private Typed top(List<Typed> a) {
        DataType item = a.get(0).is(Kind.NULL) ? TypeRules.BOOLEAN : a.get(0).type();
        DataType row = new DataType.Struct(
                List.of(new DataType.Field("item", item), new DataType.Field("count", TypeRules.BIGINT)));
        String many = a.size() > 1 ? a.get(1).sql() : "5";
        Typed list = text.plain("list", List.of(Casting.to(a.get(0), item).sql()), new DataType.Array(item));
        DataType type = new DataType.Array(row);
        return AggregateText.wrapped(
                "coalesce(sr.top_k(%s, " + many + "), CAST([] AS " + DuckType.of(type) + "))", list, type);
    }

    /** Every event with its time and, for each step, 1 or 0; the chain is found in Java. */
    private Typed funnel(List<Typed> a) {
        if (a.size() != 4 || !(a.get(3).type() instanceof DataType.Array)) {
            throw CallTranslator.noMatch(name, a);
        }
        String mode = Literals.wholeOf(a.get(2)).toString();
        if (!Literals.isWhole(a.get(2)) || !(mode.equals("0") || mode.equals("4"))) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "window_funnel in other modes than 0 and 4");
        }
        Typed moment = a.get(1).isText() ? Casting.to(a.get(1), TypeRules.DATETIME) : a.get(1);
        String time = moment.is(Kind.DATE)
                ? "date_diff('day', DATE '1970-01-01', " + moment.sql() + ")"
                : moment.is(Kind.DATETIME)
                        ? "epoch(" + moment.sql() + ")"
                        : Casting.to(moment, TypeRules.BIGINT).sql();
        String place = "CAST(floor(" + time + ") AS BIGINT)";
        String event = "CAST(" + place + " AS VARCHAR) || ':' || array_to_string(list_transform("
                + a.get(3).sql() + ", lambda e: CASE WHEN e THEN '1' ELSE '0' END), '')";
        Typed events =
                text.text("string_agg", false, List.of(event, "';'"), " ORDER BY " + moment.sql(), TypeRules.VARCHAR);
        String window = "CAST(" + Casting.to(a.get(0), TypeRules.BIGINT).sql() + " AS VARCHAR)";
        return AggregateText.wrapped(
                "CAST(sr_funnel(any_value(" + window + "), '" + mode + "', %s) AS INTEGER)", events, TypeRules.INT);
    }

    /** The members that the bitmaps of every one of the values have. */
    private Typed intersections(List<Typed> a) {
        if (a.size() < 3 || !a.get(0).is(Kind.BITMAP)) {
            throw CallTranslator.noMatch(name, a);
        }
        List<String> unions = new ArrayList<>();
        for (Typed value : a.subList(2, a.size())) {
            String same =
                    Operators.compare(BinaryOperator.EQUAL, a.get(1), value).sql();
            String list = text.plain(
                            "list",
                            List.of("CASE WHEN " + same + " THEN " + a.get(0).sql() + " END"),
                            TypeRules.NULL)
                    .sql();
            unions.add("list_distinct(flatten(list_filter(coalesce(" + list + ", []), lambda x: x IS NOT NULL)))");
        }
        return Typed.of(
                        "CAST(len(list_reduce([" + String.join(", ", unions)
                                + "], lambda x, y: list_intersect(x, y))) AS BIGINT)",
                        TypeRules.BIGINT)
                .notNull();
    }

    private Typed window(List<Typed> a) {
        return switch (name) {
            case "row_number", "rank", "dense_rank" ->
                text.text(name, false, List.of(), "", TypeRules.BIGINT).notNull();
            case "cume_dist", "percent_rank" ->
                text.text(name, false, List.of(), "", TypeRules.DOUBLE).notNull();
            case "ntile" ->
                text.text(name, false, List.of(a.get(0).sql()), "", TypeRules.BIGINT)
                        .notNull();
            case "lead", "lag" -> shifted(a);
            case "first_value", "last_value" ->
                text.plain(name, List.of(a.get(0).sql()), a.get(0).type());
            default -> throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "function '" + name + "'");
        };
    }

    /** Recorded: neither maps, structs and bytes are shifted, nor has JSON a default. */
    private Typed shifted(List<Typed> a) {
        DataType type = a.get(0).type();
        boolean whole = type instanceof DataType.Map || type instanceof DataType.Struct || TypeRules.isBinary(type);
        boolean filled = type.is(Kind.JSON) && a.size() > 2 && !a.get(2).isNull();
        if (whole || filled) {
            throw CallTranslator.noMatch(name, a);
        }
        List<String> arguments = new ArrayList<>(List.of(a.get(0).sql()));
        if (a.size() > 1) {
            arguments.add(a.get(1).sql());
        }
        if (a.size() > 2) {
            arguments.add(Casting.to(a.get(2), a.get(0).type()).sql());
        }
        return text.plain(name, arguments, a.get(0).type());
    }
}
