// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.operation;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.duck.Thrown;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.embedded.function.JsonPaths;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;

/** Functions of JSON with a path, and json_object. */
final class JsonCalls {
    private JsonCalls() {}

    static Typed json(List<Typed> arguments, String function, DataType type) {
        if (arguments.size() != 2) {
            throw Thrown.analyzing("a JSON function needs a value and a path");
        }
        Typed value = arguments.get(0);
        String json = value.isText()
                ? "TRY_CAST(" + value.sql() + " AS JSON)"
                : Casting.to(value, TypeRules.JSON).sql();
        String path = JsonPaths.of(arguments.get(1));
        if (JsonPaths.isWild(arguments.get(1))) {
            return every("to_json(json_extract(" + json + ", " + path + "))", type);
        }
        return Typed.of(function + "(" + json + ", " + path + ")", type);
    }

    /** What a path with [*] names is an array. */
    private static Typed every(String array, DataType type) {
        if (type.is(DataType.Kind.JSON)) {
            return Typed.of(array, type);
        }
        if (!TypeRules.isText(type)) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "a number or a boolean at a JSON path with '[*]'");
        }
        return Typed.of("sr_json_text(CAST(" + array + " AS VARCHAR))", type);
    }

    static Typed jsonObject(List<Typed> arguments) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean key = i % 2 == 0;
            parts.add(key ? Casting.toText(arguments.get(i)).sql() : jsonValue(arguments.get(i)));
        }
        if (parts.size() % 2 == 1) {
            parts.add("NULL");
        }
        return Typed.of("json_object(" + String.join(", ", parts) + ")", TypeRules.JSON);
    }

    static String jsonValue(Typed value) {
        return value.is(Kind.DATE) || value.is(Kind.DATETIME)
                ? Casting.toText(value).sql()
                : value.sql();
    }

    /** json_set(document, path, value, …). */
    static Typed set(List<Typed> arguments) {
        if (arguments.size() < 3 || arguments.size() % 2 == 0) {
            throw Thrown.analyzing("json_set needs a value, and a path and a value for each change");
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Typed argument = arguments.get(i);
            boolean path = i % 2 == 1;
            String text = path
                    ? Casting.toText(argument).sql()
                    : i > 0 && argument.isText()
                            ? "to_json(" + argument.sql() + ")"
                            : Casting.to(argument, TypeRules.JSON).sql();
            parts.add("CAST(" + text + " AS VARCHAR)");
        }
        return Typed.of("CAST(sr_json_set(" + String.join(", ", parts) + ") AS JSON)", TypeRules.JSON);
    }
}
