// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Arrays, structs and maps: how they are made, cast and turned into JSON.
 *
 * <p>A map is a list of {@code STRUCT("key", "value")}, sorted by key with NULL first: DuckDB's own maps take no NULL
 * for a key, and StarRocks shows and compares them in this order.
 */
public final class Nested {
    private Nested() {}

    /** {@code [a, b]}; its parts are known, so that a cast of it is a cast of each. */
    public static Typed array(List<Typed> elements, DataType.Array type) {
        String items =
                elements.stream().map(e -> Casting.to(e, type.element()).sql()).collect(Collectors.joining(", "));
        String sql = elements.isEmpty() ? "CAST([] AS " + DuckType.of(type) + ")" : "[" + items + "]";
        return new Typed(sql, type, false, new Typed.Constant.Parts(elements));
    }

    public static Typed struct(List<Typed> values, DataType.Struct type) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            DataType.Field field = type.fields().get(i);
            items.add(DuckName.quote(field.name()) + " := "
                    + Casting.to(values.get(i), field.type()).sql());
        }
        String sql = "struct_pack(" + String.join(", ", items) + ")";
        return new Typed(sql, type, false, new Typed.Constant.Parts(values));
    }

    /** The last value of a key counts. */
    public static Typed map(List<Typed> keys, List<Typed> values, DataType.Map type) {
        List<Typed> parts = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        TreeMap<BigInteger, String> known = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            parts.add(keys.get(i));
            parts.add(values.get(i));
            String entry = entry(
                    Casting.to(keys.get(i), type.key()).sql(),
                    Casting.to(values.get(i), type.value()).sql());
            entries.add(entry);
            if (keys.get(i).constant() instanceof Typed.Constant.Whole whole && TypeRules.isInteger(type.key())) {
                known.put(whole.value(), entry);
            }
        }
        return new Typed(list(entries, known, type), type, false, new Typed.Constant.Parts(parts));
    }

    /** Keys that are whole numbers written down are sorted here, once for all rows. */
    private static String list(List<String> entries, Map<BigInteger, String> known, DataType.Map type) {
        if (entries.isEmpty()) {
            return "CAST([] AS " + DuckType.of(type) + ")";
        }
        return known.size() == entries.size()
                ? "[" + String.join(", ", known.values()) + "]"
                : "sr.map_of([" + String.join(", ", entries) + "])";
    }

    /** An element of a map's list. */
    public static String entry(String key, String value) {
        return "struct_pack(\"key\" := " + key + ", \"value\" := " + value + ")";
    }

    static Typed cast(Typed value, DataType to) {
        DataType from = value.type();
        if (value.constant() instanceof Typed.Constant.Parts parts) {
            if (from instanceof DataType.Array && to instanceof DataType.Array array) {
                return array(parts.values(), array);
            }
            if (from instanceof DataType.Struct
                    && to instanceof DataType.Struct struct
                    && struct.fields().size() == parts.values().size()) {
                return struct(parts.values(), struct);
            }
            if (from instanceof DataType.Map && to instanceof DataType.Map map) {
                return map(every(parts.values(), 0), every(parts.values(), 1), map);
            }
        }
        return Typed.of(convert(value.sql(), from, to, 0), to).nullable(value.nullable());
    }

    private static List<Typed> every(List<Typed> parts, int offset) {
        List<Typed> half = new ArrayList<>();
        for (int i = offset; i < parts.size(); i += 2) {
            half.add(parts.get(i));
        }
        return half;
    }

    private static String convert(String sql, DataType from, DataType to, int depth) {
        if (from.equals(to)) {
            return sql;
        }
        if (!TypeRules.isNested(to)) {
            return Casting.to(Typed.of(sql, from), to).sql();
        }
        if (from.is(Kind.JSON)) {
            return fromJson(sql, to, depth);
        }
        if (TypeRules.isText(from)) {
            return fromJson("TRY_CAST(" + sql + " AS JSON)", to, depth);
        }
        String x = "n" + depth;
        if (from instanceof DataType.Array a && to instanceof DataType.Array b) {
            return transform(sql, x, convert(x, a.element(), b.element(), depth + 1));
        }
        if (from instanceof DataType.Map a && to instanceof DataType.Map b) {
            String key = convert(x + ".\"key\"", a.key(), b.key(), depth + 1);
            String entry = entry(key, convert(x + ".\"value\"", a.value(), b.value(), depth + 1));
            return "sr.map_of(" + transform(sql, x, entry) + ")";
        }
        if (from instanceof DataType.Struct a
                && to instanceof DataType.Struct b
                && a.fields().size() == b.fields().size()) {
            return let(sql, x, name -> fields(name, a, b, depth + 1));
        }
        return "CAST(NULL AS " + DuckType.of(to) + ")";
    }

    private static String fields(String name, DataType.Struct from, DataType.Struct to, int depth) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < to.fields().size(); i++) {
            DataType.Field a = from.fields().get(i);
            DataType.Field b = to.fields().get(i);
            items.add(DuckName.quote(b.name()) + " := "
                    + convert(name + "." + DuckName.quote(a.name()), a.type(), b.type(), depth));
        }
        return "CASE WHEN " + name + " IS NOT NULL THEN struct_pack(" + String.join(", ", items) + ") END";
    }

    private static String fromJson(String sql, DataType to, int depth) {
        String x = "n" + depth;
        if (to instanceof DataType.Array array) {
            return let(
                    sql,
                    x,
                    name -> "CASE WHEN json_type(" + name + ") = 'ARRAY' THEN "
                            + transform(
                                    "CAST(" + name + " AS JSON[])",
                                    "n" + (depth + 1),
                                    fromJson("n" + (depth + 1), array.element(), depth + 2))
                            + " END");
        }
        if (to instanceof DataType.Map map) {
            String y = "n" + (depth + 1);
            String key = Casting.to(Typed.of(y, TypeRules.VARCHAR), map.key()).sql();
            return let(sql, x, name -> {
                String member = "json_extract(" + name + ", '/' || replace(replace(" + y + ", '~', '~0'), '/', '~1'))";
                String entries =
                        transform("json_keys(" + name + ")", y, entry(key, fromJson(member, map.value(), depth + 2)));
                return "CASE WHEN json_type(" + name + ") = 'OBJECT' THEN sr.map_of(" + entries + ") END";
            });
        }
        if (to instanceof DataType.Struct struct) {
            return let(
                    sql,
                    x,
                    name -> "CASE WHEN json_type(" + name + ") IN ('OBJECT', 'ARRAY') THEN struct_pack("
                            + members(name, struct, depth + 1) + ") END");
        }
        if (TypeRules.isText(to)) {
            return "CASE WHEN json_type(" + sql + ") <> 'NULL' THEN "
                    + Casting.to(Typed.of(sql, TypeRules.JSON), to).sql() + " END";
        }
        return Casting.to(Typed.of(sql, TypeRules.JSON), to).sql();
    }

    /** Of a JSON object by name, of a JSON array by place. */
    private static String members(String json, DataType.Struct to, int depth) {
        List<String> items = new ArrayList<>();
        for (DataType.Field field : to.fields()) {
            String place = DuckName.literal("$[" + items.size() + "]");
            String path = DuckName.literal("$.\"" + field.name() + '"');
            String member = "json_extract(" + json + ", CASE WHEN json_type(" + json + ") = 'ARRAY' THEN " + place
                    + " ELSE " + path + " END)";
            items.add(DuckName.quote(field.name()) + " := " + fromJson(member, field.type(), depth));
        }
        return String.join(", ", items);
    }

    static String toJson(String sql, DataType type, int depth) {
        String x = "n" + depth;
        if (type instanceof DataType.Array array) {
            return "to_json(" + transform(sql, x, toJson(x, array.element(), depth + 1)) + ")";
        }
        if (type instanceof DataType.Map map) {
            String key = "CAST(to_json("
                    + Casting.toText(Typed.of(x + ".\"key\"", map.key())).sql() + ") AS VARCHAR)";
            String value =
                    "coalesce(CAST(" + toJson(x + ".\"value\"", map.value(), depth + 1) + " AS VARCHAR), 'null')";
            return "sr.json_of_entries(" + transform(sql, x, key + " || ':' || " + value) + ")";
        }
        if (type instanceof DataType.Struct struct) {
            return let(
                    sql,
                    x,
                    name -> "CASE WHEN " + name + " IS NOT NULL THEN json_object("
                            + struct.fields().stream()
                                    .map(f -> DuckName.literal(f.name()) + ", "
                                            + toJson(name + "." + DuckName.quote(f.name()), f.type(), depth + 1))
                                    .collect(Collectors.joining(", "))
                            + ") END");
        }
        return Casting.to(Typed.of(sql, type), TypeRules.JSON).sql();
    }

    /**
     * {@code a = b} of two values of one type: NULL where a difference would depend on a NULL inside.
     *
     * @return DuckDB's own comparison for scalars
     */
    public static String equal(String a, String b, DataType type) {
        return equal(a, b, type, 0);
    }

    private static String equal(String a, String b, DataType type, int depth) {
        if (!TypeRules.isNested(type)) {
            boolean json = type.is(Kind.JSON);
            return json ? "(sr.json_text(" + a + ") = sr.json_text(" + b + "))" : "(" + a + " = " + b + ")";
        }
        String p = "p" + depth;
        String left = p + ".a";
        String right = p + ".b";
        String e = "e" + depth;
        String parts;
        if (type instanceof DataType.Struct struct) {
            parts = struct.fields().stream()
                    .map(f -> equal(
                            left + "." + DuckName.quote(f.name()),
                            right + "." + DuckName.quote(f.name()),
                            f.type(),
                            depth + 1))
                    .collect(Collectors.joining(", ", "[", "]"));
        } else if (type instanceof DataType.Map map) {
            parts = transform(left, e, entries(left, right, e, map, depth));
        } else {
            DataType element = ((DataType.Array) type).element();
            parts = transform(
                    "list_zip(" + left + ", " + right + ")", e, equal(e + "[1]", e + "[2]", element, depth + 1));
        }
        String size = type instanceof DataType.Struct ? "" : " WHEN len(" + left + ") <> len(" + right + ") THEN false";
        return "list_extract("
                + transform(
                        "[struct_pack(a := " + a + ", b := " + b + ")]",
                        p,
                        "CASE WHEN " + left + " IS NULL OR " + right + " IS NULL THEN NULL" + size
                                + " ELSE sr.all_true(" + parts + ") END")
                + ", 1)";
    }

    /**
     * An entry on the left is compared with the one of its key on the right; the only one without a partner with the
     * only one of the other side, which may be it where a key is NULL.
     */
    private static String entries(String left, String right, String e, DataType.Map map, int depth) {
        String f = "f" + depth;
        String g = "g" + depth;
        DataType entry = new DataType.Struct(
                List.of(new DataType.Field("key", map.key()), new DataType.Field("value", map.value())));
        String same = "list_filter(" + right + ", lambda " + f + ": " + f + ".\"key\" IS NOT DISTINCT FROM " + e
                + ".\"key\")";
        String others = "list_filter(" + right + ", lambda " + f + ": len(list_filter(" + left + ", lambda " + g + ": "
                + g + ".\"key\" IS NOT DISTINCT FROM " + f + ".\"key\")) = 0)";
        String one = equal(e, f, entry, depth + 1);
        return "CASE WHEN len(" + same + ") > 0 THEN list_extract(" + transform(same, f, one) + ", 1) WHEN len("
                + others + ") > 1 THEN false ELSE sr.any_true(" + transform(others, f, one) + ") END";
    }

    private static String transform(String list, String parameter, String body) {
        return "list_transform(" + list + ", lambda " + parameter + ": " + body + ")";
    }

    /** A value that is named more than once is computed once. */
    private static String let(String sql, String name, UnaryOperator<String> body) {
        boolean simple = sql.matches("[\\w.\"]+");
        return simple
                ? "(" + body.apply(sql) + ")"
                : "list_extract(" + transform("[" + sql + "]", name, body.apply(name)) + ", 1)";
    }
}
