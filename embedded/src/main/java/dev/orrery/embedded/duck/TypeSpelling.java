// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.models.type.DataType;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code typeof} answers. */
public final class TypeSpelling implements DataType.Visitor<String> {
    private static final TypeSpelling INSTANCE = new TypeSpelling();

    private TypeSpelling() {}

    public static String of(DataType type) {
        return type.accept(INSTANCE);
    }

    @Override
    public String simple(DataType.Simple type) {
        return switch (type.kind()) {
            case NULL -> "null_type";
            default -> type.kind().name().toLowerCase(Locale.ROOT);
        };
    }

    @Override
    public String decimal(DataType.Decimal type) {
        String width = type.precision() <= 9
                ? "decimal32("
                : type.precision() <= 18 ? "decimal64(" : type.precision() <= 38 ? "decimal128(" : "decimal256(";
        return width + type.precision() + ", " + type.scale() + ")";
    }

    @Override
    public String text(DataType.Text type) {
        return type.kind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String array(DataType.Array type) {
        return "array<" + of(type.element()) + ">";
    }

    @Override
    public String map(DataType.Map type) {
        return "map<" + of(type.key()) + "," + of(type.value()) + ">";
    }

    @Override
    public String struct(DataType.Struct type) {
        return type.fields().stream()
                .map(f -> "`" + f.name() + "` " + of(f.type()))
                .collect(Collectors.joining(", ", "struct<", ">"));
    }
}
