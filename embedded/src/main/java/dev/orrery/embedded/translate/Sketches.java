// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import java.util.Set;

/** Aggregates over bitmaps, HLLs and percentiles, which are lists of what was put into them. */
final class Sketches {
    private static final DataType BITMAP = DataType.of(Kind.BITMAP);
    private static final Set<String> NAMES = Set.of(
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
            "array_unique_agg");

    private final AggregateText text;

    Sketches(AggregateText text) {
        this.text = text;
    }

    static boolean knows(String name) {
        return NAMES.contains(name);
    }

    Typed translate(String name, List<Typed> arguments) {
        Typed value = arguments.get(0);
        return switch (name) {
            case "bitmap_union" -> union(value, BITMAP);
            case "hll_union", "hll_raw_agg" -> union(value, DataType.of(Kind.HLL));
            case "bitmap_union_count" -> size(union(value, BITMAP));
            case "hll_union_agg" -> size(union(value, DataType.of(Kind.HLL)));
            case "bitmap_agg" -> union(single(value), BITMAP);
            case "bitmap_union_int" -> size(union(single(value), BITMAP));
            case "hll_raw" -> union(Typed.of("[hash(" + value.sql() + ")]", BITMAP), DataType.of(Kind.HLL));
            case "percentile_union" -> wrapped("flatten(coalesce(%s, []))", list(value), DataType.of(Kind.PERCENTILE));
            case "array_unique_agg" -> wrapped("list_distinct(flatten(%s))", list(value), value.type());
            case "bitmap_intersect" ->
                wrapped("list_reduce(%s, lambda x, y: list_sort(list_intersect(x, y)))", list(value), BITMAP);
            default -> throw new Refusal(EmbeddedCode.FUNCTION_REFUSED, "function '" + name + "'");
        };
    }

    private static Typed single(Typed value) {
        return Typed.of(
                "CASE WHEN TRY_CAST(" + value.sql() + " AS UBIGINT) IS NOT NULL THEN [TRY_CAST(" + value.sql()
                        + " AS UBIGINT)] END",
                BITMAP);
    }

    private Typed list(Typed value) {
        return text.plain("list", List.of(value.sql()), TypeRules.NULL);
    }

    private Typed union(Typed value, DataType type) {
        return wrapped(
                "list_sort(list_distinct(flatten(list_filter(coalesce(%s, []), lambda x: x IS NOT NULL))))",
                list(value), type);
    }

    private static Typed size(Typed list) {
        return Typed.of("coalesce(len(" + list.sql() + "), 0)", TypeRules.BIGINT)
                .notNull();
    }

    private static Typed wrapped(String format, Typed inner, DataType type) {
        return Typed.of(format.replace("%s", inner.sql()), type);
    }
}
