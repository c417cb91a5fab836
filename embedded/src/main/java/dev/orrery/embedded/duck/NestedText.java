// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;

/** DuckDB's expression for an array, map or struct as StarRocks writes it: {@code [1,null]}, {@code {"a":1}}. */
final class NestedText implements DataType.Visitor<String> {
    private final String value;
    private final int depth;

    private NestedText(String value, int depth) {
        this.value = value;
        this.depth = depth;
    }

    static String of(String sql, DataType type) {
        return type.accept(new NestedText(sql, 0));
    }

    /** Inside another value: NULL is written, texts are quoted. */
    private static String element(String sql, DataType type, int depth) {
        String text = type.accept(new NestedText(sql, depth));
        String shown = TypeRules.isText(type)
                ? "'\"' || replace(" + text + ", '\"', '\\\"') || '\"'"
                : TypeRules.isTemporal(type)
                        ? "'\"' || " + text + " || '\"'"
                        : type.is(Kind.JSON) ? "'''' || " + text + " || ''''" : text;
        return "coalesce(" + shown + ", 'null')";
    }

    @Override
    public String simple(DataType.Simple type) {
        return type.is(Kind.JSON)
                ? "sr.json_text(" + value + ")"
                : Casting.toText(Typed.of(value, type)).sql();
    }

    @Override
    public String decimal(DataType.Decimal type) {
        return Casting.toText(Typed.of(value, type)).sql();
    }

    @Override
    public String text(DataType.Text type) {
        return TypeRules.isBinary(type) ? "decode(" + value + ")" : value;
    }

    @Override
    public String array(DataType.Array type) {
        String x = "x" + depth;
        return "('[' || array_to_string(list_transform(" + value + ", lambda " + x + ": "
                + element(x, type.element(), depth + 1) + "), ',') || ']')";
    }

    @Override
    public String map(DataType.Map type) {
        String x = "x" + depth;
        return "('{' || array_to_string(list_transform(" + value + ", lambda " + x + ": "
                + element(x + ".\"key\"", type.key(), depth + 1) + " || ':' || "
                + element(x + ".\"value\"", type.value(), depth + 1) + "), ',') || '}')";
    }

    @Override
    public String struct(DataType.Struct type) {
        StringBuilder text = new StringBuilder("CASE WHEN " + value + " IS NULL THEN NULL ELSE '{'");
        String comma = "";
        for (DataType.Field field : type.fields()) {
            text.append(" || ")
                    .append(DuckName.literal(comma + '"' + field.name() + "\":"))
                    .append(" || ")
                    .append(element(value + "." + DuckName.quote(field.name()), field.type(), depth + 1));
            comma = ",";
        }
        return "(" + text + " || '}' END)";
    }
}
