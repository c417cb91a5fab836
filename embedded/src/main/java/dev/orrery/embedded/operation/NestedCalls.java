// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Nested;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Functions that build arrays, maps and structs. */
final class NestedCalls {
    private NestedCalls() {}

    static Typed namedStruct(List<Typed> arguments) {
        List<DataType.Field> fields = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            Typed value = arguments.get(i + 1);
            fields.add(new DataType.Field(arguments.get(i).text(), value.type()));
            values.add(value);
        }
        return Nested.struct(values, new DataType.Struct(fields));
    }

    static Typed row(List<Typed> arguments) {
        List<Typed> named = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            named.add(Literals.text("col" + (i + 1)));
            named.add(arguments.get(i));
        }
        return namedStruct(named);
    }

    static Typed map(List<Typed> arguments) {
        List<Typed> keys = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            keys.add(arguments.get(i));
            values.add(arguments.get(i + 1));
        }
        return Nested.map(keys, values, new DataType.Map(TypeRules.common(keys), TypeRules.common(values)));
    }

    static Typed mapEntries(Typed map) {
        if (!(map.type() instanceof DataType.Map type)) {
            throw Thrown.analyzing("map_entries needs a map");
        }
        DataType entry = new DataType.Struct(
                List.of(new DataType.Field("key", type.key()), new DataType.Field("value", type.value())));
        return Typed.of(map.sql(), new DataType.Array(entry));
    }

    static Typed arraysZip(List<Typed> arrays) {
        List<DataType.Field> fields = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            if (!(arrays.get(i).type() instanceof DataType.Array array)) {
                throw Thrown.analyzing("arrays_zip needs arrays");
            }
            fields.add(new DataType.Field("col" + (i + 1), array.element()));
            items.add(arrays.get(i).sql());
        }
        DataType type = new DataType.Array(new DataType.Struct(fields));
        String nulls = items.stream().map(x -> x + " IS NULL").collect(Collectors.joining(" OR "));
        return Typed.of(
                "CASE WHEN " + nulls + " THEN NULL ELSE CAST(list_zip(" + String.join(", ", items) + ") AS "
                        + DuckType.of(type) + ") END",
                type);
    }
}
