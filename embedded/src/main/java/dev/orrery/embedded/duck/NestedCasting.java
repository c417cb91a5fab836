// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Arrays, maps and structs cast part by part: the fields of a struct go by their place, whatever their names. */
final class NestedCasting {
    private NestedCasting() {}

    /** Whether both are of one shape, so that their parts can be cast. */
    static boolean applies(DataType from, DataType to) {
        return (from instanceof DataType.Array && to instanceof DataType.Array)
                || (from instanceof DataType.Map && to instanceof DataType.Map)
                || (from instanceof DataType.Struct && to instanceof DataType.Struct);
    }

    static Typed to(Typed value, DataType type) {
        return Typed.of(part(value.sql(), value.type(), type, 0), type).nullable(value.nullable());
    }

    private static String part(String sql, DataType from, DataType to, int depth) {
        if (from instanceof DataType.Array a && to instanceof DataType.Array b) {
            String x = "n" + depth;
            return same(a.element(), b.element())
                    ? sql
                    : "list_transform(" + sql + ", lambda " + x + ": " + part(x, a.element(), b.element(), depth + 1)
                            + ")";
        }
        if (from instanceof DataType.Map a && to instanceof DataType.Map b) {
            String x = "n" + depth;
            String entry = "{'k': " + part(x + ".key", a.key(), b.key(), depth + 1) + ", 'v': "
                    + part(x + ".value", a.value(), b.value(), depth + 1) + "}";
            return same(a, b)
                    ? sql
                    : "map_from_entries(list_transform(map_entries(" + sql + "), lambda " + x + ": " + entry + "))";
        }
        if (from instanceof DataType.Struct a && to instanceof DataType.Struct b) {
            return fields(sql, a, b, depth);
        }
        return Casting.to(Typed.of(sql, from), to).sql();
    }

    private static String fields(String sql, DataType.Struct from, DataType.Struct to, int depth) {
        if (from.fields().size() != to.fields().size()) {
            throw new Refusal(
                    EmbeddedCode.FORM_REFUSED,
                    "a cast of " + from.fields().size() + " fields to "
                            + to.fields().size());
        }
        if (same(from, to)) {
            return sql;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < to.fields().size(); i++) {
            DataType.Field source = from.fields().get(i);
            DataType.Field target = to.fields().get(i);
            // By name: a struct made without names has those that StarRocks gives it.
            String one = "(" + sql + ")." + DuckName.quote(source.name());
            parts.add(DuckName.quote(target.name()) + " := " + part(one, source.type(), target.type(), depth));
        }
        return "CASE WHEN " + sql + " IS NOT NULL THEN struct_pack(" + String.join(", ", parts) + ") END";
    }

    private static boolean same(DataType from, DataType to) {
        return DuckType.of(from).equals(DuckType.of(to));
    }
}
