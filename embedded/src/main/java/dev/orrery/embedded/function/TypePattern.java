// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.WideDecimals;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** A type in a signature: {@code INT}, {@code DECIMAL} of any digits, {@code T}, {@code ARRAY<T>}, {@code ANY}. */
sealed interface TypePattern {
    /** The types that T and U stand for in one call. */
    final class Bindings {
        private final Map<String, DataType> types = new HashMap<>();

        void bind(String variable, DataType type) {
            types.merge(variable, type, TypeRules::common);
        }

        DataType of(String variable) {
            return types.getOrDefault(variable, TypeRules.NULL);
        }
    }

    /** How far an argument is from it; empty when it cannot be cast. Binds the variables on the way. */
    OptionalInt distance(DataType argument, Bindings bindings);

    /** The type that it stands for once every variable is bound. */
    DataType resolve(Bindings bindings);

    static TypePattern parse(String text) {
        String pattern = text.strip();
        if (pattern.equals("T") || pattern.equals("U")) {
            return new Variable(pattern);
        }
        if (pattern.equals("ANY")) {
            return new Any();
        }
        if (pattern.equals("DECIMAL")) {
            return new AnyDecimal();
        }
        if (pattern.startsWith("ARRAY<")) {
            return new ArrayOf(parse(pattern.substring(6, pattern.length() - 1)));
        }
        if (pattern.startsWith("MAP<")) {
            String inner = pattern.substring(4, pattern.length() - 1);
            int comma = inner.indexOf(',');
            return new MapOf(parse(inner.substring(0, comma)), parse(inner.substring(comma + 1)));
        }
        return new Exact(
                switch (pattern) {
                    case "VARCHAR" -> TypeRules.VARCHAR;
                    case "VARBINARY" -> new DataType.Text(DataType.TextKind.VARBINARY, java.util.Optional.empty());
                    default -> DataType.of(Kind.valueOf(pattern.toUpperCase(Locale.ROOT)));
                });
    }

    /** One type. */
    record Exact(DataType type) implements TypePattern {
        @Override
        public OptionalInt distance(DataType argument, Bindings bindings) {
            return Distance.between(argument, type);
        }

        @Override
        public DataType resolve(Bindings bindings) {
            return type;
        }
    }

    /** A type that all arguments with this variable agree on. */
    record Variable(String name) implements TypePattern {
        @Override
        public OptionalInt distance(DataType argument, Bindings bindings) {
            bindings.bind(name, argument);
            return OptionalInt.of(1);
        }

        @Override
        public DataType resolve(Bindings bindings) {
            return bindings.of(name);
        }
    }

    /** The argument as it is. */
    record Any() implements TypePattern {
        @Override
        public OptionalInt distance(DataType argument, Bindings bindings) {
            return WideDecimals.isWide(argument) ? OptionalInt.empty() : OptionalInt.of(1);
        }

        @Override
        public DataType resolve(Bindings bindings) {
            return TypeRules.NULL;
        }
    }

    /** A decimal keeps its digits; a whole number becomes one. */
    record AnyDecimal() implements TypePattern {
        private static final String NAME = "decimal";

        @Override
        public OptionalInt distance(DataType argument, Bindings bindings) {
            if (!TypeRules.isDecimal(argument) || WideDecimals.isWide(argument)) {
                return OptionalInt.empty();
            }
            bindings.bind(NAME, argument);
            return OptionalInt.of(0);
        }

        @Override
        public DataType resolve(Bindings bindings) {
            return bindings.of(NAME);
        }
    }

    record ArrayOf(TypePattern element) implements TypePattern {
        @Override
        public OptionalInt distance(DataType argument, Bindings bindings) {
            if (argument instanceof DataType.Array array) {
                return element.distance(array.element(), bindings);
            }
            return argument.is(Kind.NULL) ? OptionalInt.of(1) : OptionalInt.empty();
        }

        @Override
        public DataType resolve(Bindings bindings) {
            return new DataType.Array(element.resolve(bindings));
        }
    }

    record MapOf(TypePattern key, TypePattern value) implements TypePattern {
        @Override
        public OptionalInt distance(DataType argument, Bindings bindings) {
            if (argument instanceof DataType.Map map) {
                OptionalInt keys = key.distance(map.key(), bindings);
                OptionalInt values = value.distance(map.value(), bindings);
                return keys.isPresent() && values.isPresent()
                        ? OptionalInt.of(keys.getAsInt() + values.getAsInt())
                        : OptionalInt.empty();
            }
            return argument.is(Kind.NULL) ? OptionalInt.of(1) : OptionalInt.empty();
        }

        @Override
        public DataType resolve(Bindings bindings) {
            return new DataType.Map(key.resolve(bindings), value.resolve(bindings));
        }
    }
}
