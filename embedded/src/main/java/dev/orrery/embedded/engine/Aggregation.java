// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.session.EmbeddedCode;

/** How the columns of an AGGREGATE table take rows of one key together; {@code __at} orders them. */
final class Aggregation {
    private Aggregation() {}

    /**
     * @throws Refusal for states that the embedded server does not keep
     */
    static String of(StoredColumn column) {
        String name = DuckName.quote(column.name());
        if (column.key()) {
            return name;
        }
        String kind = column.definition().aggregation().orElse("REPLACE");
        String value = switch (kind) {
            case "SUM" -> "sum(" + name + ")";
            case "MIN" -> "min(" + name + ")";
            case "MAX" -> "max(" + name + ")";
            // arg_max passes over NULL values, arg_max_null does not.
            case "REPLACE" -> "arg_max_null(" + name + ", __at)";
            case "REPLACE_IF_NOT_NULL" -> "arg_max(" + name + ", __at)";
            case "BITMAP_UNION", "HLL_UNION" ->
                "list_sort(list_distinct(flatten(list(" + name + ") FILTER (" + name + " IS NOT NULL))))";
            case "PERCENTILE_UNION" -> "flatten(list(" + name + ") FILTER (" + name + " IS NOT NULL))";
            default ->
                throw new Refusal(
                        EmbeddedCode.FORM_REFUSED, "aggregation '" + kind + "' of column '" + column.name() + "'");
        };
        return "CAST(" + value + " AS " + DuckType.of(column.type()) + ")";
    }
}
