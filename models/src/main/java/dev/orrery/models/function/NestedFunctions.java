// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.function.FunctionTyping.Answer;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Functions of arrays and maps, with lambdas among their arguments. */
final class NestedFunctions {
    static final Map<String, Function<FunctionCall, Optional<Answer>>> RULES = new HashMap<>();

    static {
        RULES.put("array_map", NestedFunctions::mapArray);
        RULES.put("transform", NestedFunctions::mapArray);
        RULES.put("array_filter", NestedFunctions::sameArray);
        RULES.put("filter", NestedFunctions::sameArray);
        RULES.put("array_sort", NestedFunctions::sameArray);
        RULES.put("array_sort_lambda", NestedFunctions::sameArray);
        RULES.put("array_sortby", NestedFunctions::sameArray);
        RULES.put("array_flatten", NestedFunctions::flatten);
        RULES.put("array_repeat", NestedFunctions::repeat);
        RULES.put("arrays_zip", NestedFunctions::zip);
        RULES.put("map_apply", call -> last(call, DataType.Map.class));
        RULES.put("map_filter", NestedFunctions::sameMap);
        RULES.put("transform_keys", NestedFunctions::transformKeys);
        RULES.put("transform_values", NestedFunctions::transformValues);
        RULES.put("map_keys", call -> ofMap(call, map -> new DataType.Array(map.key())));
        RULES.put("map_values", call -> ofMap(call, map -> new DataType.Array(map.value())));
        RULES.put("map_entries", call -> ofMap(call, NestedFunctions::entries));
        RULES.put("map_from_arrays", NestedFunctions::fromArrays);
        RULES.put("element_at", NestedFunctions::elementAt);
        RULES.put("map", NestedFunctions::map);
        RULES.put("array_generate", NestedFunctions::generate);
        RULES.put("array_unique_agg", NestedFunctions::uniqueAggregate);
    }

    private NestedFunctions() {}

    private static Optional<Answer> mapArray(FunctionCall call) {
        if (call.types().size() < 2) {
            return Optional.empty();
        }
        // Both orders are taken: array_map(lambda, array) and array_map(array, lambda).
        int body = isLambda(call, 0) ? 0 : call.types().size() - 1;
        return SpecialFunctions.found(new DataType.Array(call.type(body)));
    }

    private static boolean isLambda(FunctionCall call, int index) {
        return call.expressions().get(index) instanceof dev.orrery.models.sql.tree.Constructor.Lambda;
    }

    private static Optional<Answer> sameArray(FunctionCall call) {
        for (int i = 0; i < call.types().size(); i++) {
            if (!isLambda(call, i)) {
                DataType type = call.type(i);
                boolean array = type instanceof DataType.Array || type.is(Kind.NULL) || type.is(Kind.UNKNOWN);
                return array
                        ? SpecialFunctions.found(type)
                        : Optional.of(
                                Answer.refused("'" + call.name() + "' takes an array, here is " + TypeNames.of(type)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Answer> sameMap(FunctionCall call) {
        return call.types().stream()
                .map(Typed::type)
                .filter(DataType.Map.class::isInstance)
                .findFirst()
                .flatMap(SpecialFunctions::found);
    }

    private static Optional<Answer> flatten(FunctionCall call) {
        if (call.types().size() != 1 || !(call.type(0) instanceof DataType.Array array)) {
            return Optional.empty();
        }
        return array.element() instanceof DataType.Array
                ? SpecialFunctions.found(array.element())
                : Optional.of(
                        Answer.refused("'array_flatten' takes an array of arrays, here is " + TypeNames.of(array)));
    }

    private static Optional<Answer> repeat(FunctionCall call) {
        return call.types().size() == 2 ? SpecialFunctions.found(new DataType.Array(call.type(0))) : Optional.empty();
    }

    private static Optional<Answer> zip(FunctionCall call) {
        List<DataType.Field> fields = new ArrayList<>();
        for (int i = 0; i < call.types().size(); i++) {
            if (!(call.type(i) instanceof DataType.Array array)) {
                return Optional.empty();
            }
            fields.add(new DataType.Field("col" + (i + 1), array.element()));
        }
        return fields.isEmpty()
                ? Optional.empty()
                : SpecialFunctions.found(new DataType.Array(new DataType.Struct(fields)));
    }

    private static Optional<Answer> last(FunctionCall call, Class<? extends DataType> family) {
        return call.types().stream()
                .map(Typed::type)
                .filter(family::isInstance)
                .findFirst()
                .flatMap(SpecialFunctions::found);
    }

    private static Optional<Answer> transformKeys(FunctionCall call) {
        return lambdaAndMap(call, (body, map) -> new DataType.Map(body, map.value()));
    }

    private static Optional<Answer> transformValues(FunctionCall call) {
        return lambdaAndMap(call, (body, map) -> new DataType.Map(map.key(), body));
    }

    private static Optional<Answer> lambdaAndMap(
            FunctionCall call, java.util.function.BiFunction<DataType, DataType.Map, DataType> result) {
        if (call.types().size() != 2) {
            return Optional.empty();
        }
        int lambda = isLambda(call, 0) ? 0 : 1;
        return call.type(1 - lambda) instanceof DataType.Map map
                ? SpecialFunctions.found(result.apply(call.type(lambda), map))
                : Optional.empty();
    }

    private static Optional<Answer> ofMap(FunctionCall call, Function<DataType.Map, DataType> result) {
        boolean map = call.types().size() == 1 && call.type(0) instanceof DataType.Map;
        return map ? SpecialFunctions.found(result.apply((DataType.Map) call.type(0))) : Optional.empty();
    }

    private static DataType entries(DataType.Map map) {
        return new DataType.Array(new DataType.Struct(
                List.of(new DataType.Field("key", map.key()), new DataType.Field("value", map.value()))));
    }

    private static Optional<Answer> fromArrays(FunctionCall call) {
        boolean arrays = call.types().size() == 2
                && call.type(0) instanceof DataType.Array
                && call.type(1) instanceof DataType.Array;
        if (!arrays) {
            return Optional.empty();
        }
        DataType key = ((DataType.Array) call.type(0)).element();
        DataType value = ((DataType.Array) call.type(1)).element();
        return SpecialFunctions.found(new DataType.Map(key, value));
    }

    private static Optional<Answer> elementAt(FunctionCall call) {
        if (call.types().size() < 2) {
            return Optional.empty();
        }
        if (call.type(0) instanceof DataType.Map map) {
            return SpecialFunctions.found(map.value());
        }
        return call.type(0) instanceof DataType.Array array
                ? SpecialFunctions.found(array.element())
                : Optional.empty();
    }

    /** {@code map(k1, v1, k2, v2)}. */
    private static Optional<Answer> map(FunctionCall call) {
        List<DataType> keys = new ArrayList<>();
        List<DataType> values = new ArrayList<>();
        for (int i = 0; i < call.types().size(); i++) {
            (i % 2 == 0 ? keys : values).add(call.type(i));
        }
        if (keys.size() != values.size()) {
            return Optional.of(Answer.refused("'map' takes pairs of a key and a value"));
        }
        return Supertype.of(keys)
                .flatMap(key ->
                        Supertype.of(values).flatMap(value -> SpecialFunctions.found(new DataType.Map(key, value))));
    }

    /** Days and strings make times, except that two DATEs stay DATEs. */
    private static Optional<Answer> generate(FunctionCall call) {
        List<DataType> ends =
                call.plainTypes().subList(0, Math.min(2, call.types().size()));
        boolean days = !ends.isEmpty() && ends.stream().allMatch(type -> type.is(Kind.DATE));
        boolean times = ends.stream()
                .anyMatch(type -> Supertype.isDate(type) || (Supertype.isText(type) && !Supertype.isBinary(type)));
        if (days || times) {
            return SpecialFunctions.found(new DataType.Array(DataType.of(days ? Kind.DATE : Kind.DATETIME)));
        }
        List<DataType> numbers =
                call.plainTypes().subList(0, Math.min(3, call.types().size()));
        return Supertype.of(numbers)
                .filter(type -> Supertype.isInteger(type) || type.is(Kind.NULL))
                .flatMap(type -> SpecialFunctions.found(new DataType.Array(type)));
    }

    /** Recorded: strings come out as CHAR without a length. */
    private static Optional<Answer> uniqueAggregate(FunctionCall call) {
        boolean texts = call.types().size() == 1
                && call.type(0) instanceof DataType.Array array
                && Supertype.isText(array.element());
        return texts
                ? SpecialFunctions.found(
                        new DataType.Array(new DataType.Text(DataType.TextKind.CHAR, Optional.empty())))
                : Optional.empty();
    }
}
