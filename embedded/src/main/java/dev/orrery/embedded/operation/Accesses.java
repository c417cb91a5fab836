// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.DuckName;
import dev.orrery.embedded.duck.DuckType;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.models.type.DataType;

/** Parts of arrays, maps and structs. */
public final class Accesses {
    private Accesses() {}

    public static Typed field(Typed value, String name) {
        if (value.type() instanceof DataType.Struct struct) {
            for (DataType.Field field : struct.fields()) {
                if (field.name().equalsIgnoreCase(name)) {
                    return Typed.of(value.sql() + "." + DuckName.quote(field.name()), field.type());
                }
            }
        }
        throw Thrown.analyzing("'" + name + "' is not a field of " + DuckType.of(value.type()));
    }

    public static Typed subscript(Typed value, Typed index) {
        if (value.type() instanceof DataType.Array array) {
            String place = Casting.to(index, TypeRules.BIGINT).sql();
            return Typed.of("list_extract(" + value.sql() + ", " + place + ")", array.element());
        }
        if (value.type() instanceof DataType.Map map) {
            return Typed.of(
                    "sr.map_value(" + value.sql() + ", "
                            + Casting.to(index, map.key()).sql() + ")",
                    map.value());
        }
        if (value.type() instanceof DataType.Struct struct) {
            if (index.isTextLiteral()) {
                return field(value, index.text());
            }
            int place = Literals.wholeOf(index).intValue();
            if (place < 0) {
                place = struct.fields().size() + place + 1;
            }
            if (place >= 1 && place <= struct.fields().size()) {
                return field(value, struct.fields().get(place - 1).name());
            }
        }
        throw Thrown.analyzing("a subscript needs an array, a map or a struct");
    }
}
