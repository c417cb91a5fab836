// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries one signature on a call and remembers which types its variables stand for. */
final class Binding {
    private final FunctionCall call;
    private final Signature signature;
    private @Nullable DataType first;
    private @Nullable DataType key;
    private @Nullable DataType value;
    private @Nullable DataType element;
    private @Nullable DataType map;
    private @Nullable DataType struct;
    private final List<DataType> decimals = new ArrayList<>();
    private int distance;

    private Binding(FunctionCall call, Signature signature) {
        this.call = call;
        this.signature = signature;
    }

    static Optional<Binding> of(FunctionCall call, Signature signature) {
        Binding binding = new Binding(call, signature);
        if (!signature.takes(call.types().size())) {
            return Optional.empty();
        }
        for (int i = 0; i < call.types().size(); i++) {
            if (!binding.bind(signature.argument(i), call.type(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(binding);
    }

    int distance() {
        return distance;
    }

    Signature signature() {
        return signature;
    }

    private boolean bind(TypePattern pattern, DataType type) {
        return switch (pattern.form()) {
            case EXACT -> cast(type, pattern.type().orElseThrow());
            case DECIMAL -> decimal(type);
            case ANY, FUNCTION, UNIT -> true;
            case T -> {
                first = first == null ? type : common(first, type);
                yield first != null;
            }
            case K -> {
                key = key == null ? type : key;
                yield true;
            }
            case V -> {
                value = value == null ? type : value;
                yield true;
            }
            case ANY_ELEMENT -> element(type);
            case ANY_ARRAY -> array(type);
            case ANY_MAP -> {
                boolean fits = type instanceof DataType.Map || type.is(Kind.NULL) || type.is(Kind.UNKNOWN);
                map = map == null || map.is(Kind.NULL) ? type : common(map, type);
                yield fits && map != null;
            }
            case ANY_STRUCT -> {
                boolean fits = type instanceof DataType.Struct || type.is(Kind.NULL) || type.is(Kind.UNKNOWN);
                struct = struct == null || struct.is(Kind.NULL) ? type : common(struct, type);
                yield fits && struct != null;
            }
            case ARRAY -> arrayOf(pattern.parts().get(0), type);
            case MAP, STRUCT -> type instanceof DataType.Map || type instanceof DataType.Struct;
        };
    }

    private boolean cast(DataType type, DataType wanted) {
        var far = Casts.distance(type, wanted);
        if (far.isPresent()) {
            distance += far.getAsInt();
        }
        return far.isPresent();
    }

    private boolean decimal(DataType type) {
        var far = Casts.distance(type, new DataType.Decimal(38, 9));
        if (far.isEmpty()) {
            return false;
        }
        distance += far.getAsInt();
        if (!type.is(Kind.NULL)) {
            decimals.add(type);
        }
        return true;
    }

    private boolean element(DataType type) {
        distance += 2;
        element = element == null ? type : common(element, type);
        return element != null;
    }

    private boolean array(DataType type) {
        distance += 2;
        if (type.is(Kind.NULL) || type.is(Kind.UNKNOWN)) {
            return true;
        }
        if (!(type instanceof DataType.Array array)) {
            return false;
        }
        element = element == null ? array.element() : common(element, array.element());
        return element != null;
    }

    private boolean arrayOf(TypePattern part, DataType type) {
        if (type.is(Kind.NULL) || type.is(Kind.UNKNOWN)) {
            return true;
        }
        return type instanceof DataType.Array array && bind(part, array.element());
    }

    private static @Nullable DataType common(DataType left, DataType right) {
        return Supertype.of(left, right).orElse(null);
    }

    DataType result() {
        return answer(signature.result());
    }

    private DataType answer(TypePattern pattern) {
        return switch (pattern.form()) {
            case EXACT -> pattern.type().orElseThrow();
            case DECIMAL -> commonDecimal();
            case ANY, FUNCTION, UNIT -> DataType.of(Kind.UNKNOWN);
            case T -> known(first);
            case K -> known(key);
            case V -> known(value);
            case ANY_ELEMENT -> known(element);
            case ANY_ARRAY -> element == null ? nullOr() : new DataType.Array(element);
            case ANY_MAP -> known(map);
            case ANY_STRUCT -> known(struct);
            case ARRAY -> new DataType.Array(answer(pattern.parts().get(0)));
            case MAP ->
                new DataType.Map(
                        answer(pattern.parts().get(0)), answer(pattern.parts().get(1)));
            case STRUCT -> struct(pattern);
        };
    }

    private DataType struct(TypePattern pattern) {
        List<DataType.Field> fields = new ArrayList<>();
        for (int i = 0; i < pattern.parts().size(); i++) {
            fields.add(new DataType.Field(
                    pattern.names().get(i), answer(pattern.parts().get(i))));
        }
        return new DataType.Struct(fields);
    }

    private DataType nullOr() {
        boolean allNull = call.types().stream().allMatch(typed -> typed.type().is(Kind.NULL));
        return allNull ? DataType.of(Kind.NULL) : new DataType.Array(DataType.of(Kind.BOOLEAN));
    }

    private static DataType known(@Nullable DataType type) {
        return type == null ? DataType.of(Kind.NULL) : type;
    }

    private DataType commonDecimal() {
        List<DataType> exact =
                decimals.stream().<DataType>map(Supertype::asDecimal).toList();
        return exact.isEmpty()
                ? new DataType.Decimal(38, 9)
                : Supertype.of(exact).orElse(DataType.of(Kind.DOUBLE));
    }
}
