// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.models.type.DataType;
import java.util.List;

/**
 * percentile_disc; percentile_approx and percentile_approx_weighted: StarRocks' digest of single-precision numbers before it merges any
 * of them, which it does not for less than some thousands: it interpolates between the middles of the values' weights.
 */
final class Percentiles {
    private final AggregateText text;

    Percentiles(AggregateText text) {
        this.text = text;
    }

    Typed translate(String name, List<Typed> a) {
        boolean weighted = name.equals("percentile_approx_weighted");
        Typed share = a.get(weighted ? 2 : 1);
        String value = "CAST(CAST(" + Casting.to(a.get(0), TypeRules.DOUBLE).sql() + " AS FLOAT) AS DOUBLE)";
        String list = weighted ? weighted(value, a.get(1)) : plain(value);
        if (share.type() instanceof DataType.Array) {
            String shares =
                    Casting.to(share, new DataType.Array(TypeRules.DOUBLE)).sql();
            return Typed.of(
                    "CASE WHEN " + list + " IS NOT NULL THEN list_transform(" + shares + ", lambda q: "
                            + at(list, "q", weighted) + ") END",
                    new DataType.Array(TypeRules.DOUBLE));
        }
        return Typed.of(at(list, Casting.to(share, TypeRules.DOUBLE).sql(), weighted), TypeRules.DOUBLE);
    }

    /** percentile_disc: the value at the place, the larger of the two around it. */
    Typed discrete(List<Typed> a) {
        DataType type = a.get(0).type();
        String list = plain(a.get(0).sql());
        String share = Casting.to(a.get(1), TypeRules.DOUBLE).sql();
        String place = "CAST(ceil((len(" + list + ") - 1) * " + share + ") AS BIGINT) + 1";
        return Typed.of("list_extract(" + list + ", " + place + ")", type);
    }

    private String plain(String value) {
        String list = text.plain("list", List.of(value), TypeRules.NULL).sql();
        return "list_sort(list_filter(" + list + ", lambda x: x IS NOT NULL))";
    }

    private String weighted(String value, Typed weight) {
        String times = Casting.to(weight, TypeRules.BIGINT).sql();
        String pair = "CASE WHEN " + value + " IS NOT NULL AND " + times + " > 0 THEN struct_pack(v := " + value
                + ", w := " + times + ") END";
        String list = text.plain("list", List.of(pair), TypeRules.NULL).sql();
        return "list_sort(list_filter(" + list + ", lambda x: x IS NOT NULL))";
    }

    private static String at(String list, String share, boolean weighted) {
        String function = weighted ? "sr.between_weights" : "sr.between_middles";
        return "CAST(CAST(" + function + "(" + list + ", " + share + ") AS FLOAT) AS DOUBLE)";
    }
}
