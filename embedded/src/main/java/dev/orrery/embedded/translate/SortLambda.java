// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.type.DataType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * array_sort by a comparison of two elements. Most comparisons mean the elements' own order or its reverse: both are
 * tried with one pass over the sorted list. What is left compares every element with every other, up to {@link #MOST}.
 */
final class SortLambda {
    /** Elements compared pair by pair; a list of so many takes about a second, and DuckDB hears of no cancel meanwhile. */
    private static final int MOST = 2000;

    private static final Pattern CHANCE = Pattern.compile("\\b(random|uuid|now)\\(");

    private final ExpressionTranslator expressions;
    private final Constructor.Lambda comparison;
    private final DataType element;

    SortLambda(ExpressionTranslator expressions, Constructor.Lambda comparison, DataType element) {
        this.expressions = expressions;
        this.comparison = comparison;
        this.element = element;
    }

    Typed sorted(Typed values) {
        String list = alias("l");
        String pair = alias("p");
        String neighbours = sign(pair + "[1]", pair + "[2]");
        if (!dependsOnBothAlone() || CHANCE.matcher(neighbours).find()) {
            throw Thrown.analyzing("Lambda function in sort_array should only depend on both two arguments"
                    + " and contain no non-deterministic functions");
        }
        String up = "list_sort(" + list + ", 'ASC', 'NULLS FIRST')";
        String down = "list_sort(" + list + ", 'DESC', 'NULLS LAST')";
        String body = "CASE WHEN " + list + " IS NULL THEN NULL WHEN " + inOrder(up, pair, neighbours) + " THEN " + up
                + " WHEN " + inOrder(down, pair, neighbours) + " THEN " + down + " WHEN len(" + list + ") > " + MOST
                + " THEN error('ORR-E011: array_sort of more than " + MOST
                + " elements by a comparison that is not their own order is not supported by the embedded server')"
                + " ELSE " + byPairs(list) + " END";
        return Typed.of(
                "list_extract(list_transform([" + values.sql() + "], lambda " + list + ": " + body + "), 1)",
                values.type());
    }

    private static String inOrder(String sorted, String pair, String sign) {
        String next = "list_zip(list_slice(" + sorted + ", 1, len(" + sorted + ") - 1), list_slice(" + sorted
                + ", 2, len(" + sorted + ")))";
        String right = sign + " < 0 OR (" + sign + " = 0 AND " + pair + "[1] IS NOT DISTINCT FROM " + pair + "[2])";
        return "len(list_filter(" + next + ", lambda " + pair + ": NOT coalesce(" + right + ", false))) = 0";
    }

    /** An element's place is the number of those that stand before it. */
    private String byPairs(String list) {
        String x = alias("x");
        String y = alias("y");
        String sign = sign(y, x);
        String before =
                "list_filter(" + list + ", lambda " + y + ", j: " + sign + " < 0 OR (" + sign + " = 0 AND j < i))";
        return "list_transform(list_sort(list_transform(" + list + ", lambda " + x + ", i: struct_pack(p := len("
                + before + "), i := i, v := " + x + "))), lambda e: e.v)";
    }

    private String sign(String first, String second) {
        Typed order =
                expressions.withScope(scope(first, second, expressions.scope())).translate(comparison.body());
        return Casting.to(order, TypeRules.DOUBLE).sql();
    }

    private Scope scope(@Nullable String first, @Nullable String second, @Nullable Scope outer) {
        List<Scope.Entry> both = new java.util.ArrayList<>();
        if (first != null) {
            both.add(entry(0, first));
        }
        if (second != null) {
            both.add(entry(1, second));
        }
        return new Scope(both, outer);
    }

    private Scope.Entry entry(int parameter, String sql) {
        String name = comparison.parameters().get(parameter).text();
        return new Scope.Entry("", "", name, Typed.of(sql, element), false);
    }

    private boolean dependsOnBothAlone() {
        return resolves(scope("a", "b", null))
                && !resolves(scope("a", null, null))
                && !resolves(scope(null, "b", null));
    }

    private boolean resolves(Scope scope) {
        try {
            expressions.withScope(scope).translate(comparison.body());
            return true;
        } catch (Thrown e) {
            return false;
        }
    }

    private String alias(String prefix) {
        return expressions.context().newAlias(prefix);
    }
}
