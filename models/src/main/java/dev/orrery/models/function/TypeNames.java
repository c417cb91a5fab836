// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.type.DataType;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Types as {@code DESC} spells them: {@code int}, {@code decimal(10,2)}, {@code array<int>}, but inside a struct with
 * display widths, {@code struct<a int(11)>}.
 */
public final class TypeNames implements DataType.Visitor<String> {
    private static final TypeNames PLAIN = new TypeNames(Place.TOP);
    private static final TypeNames ELEMENT = new TypeNames(Place.ELEMENT);
    private static final TypeNames FIELD = new TypeNames(Place.FIELD);

    private final Place place;

    private TypeNames(Place place) {
        this.place = place;
    }

    /** Where a type stands decides how its numbers are spelled. */
    private enum Place {
        TOP,
        ELEMENT,
        FIELD
    }

    public static String of(DataType type) {
        return type.accept(PLAIN);
    }

    @Override
    public String simple(DataType.Simple type) {
        String name = type.kind().name().toLowerCase(Locale.ROOT);
        if (place != Place.FIELD) {
            return name.equals("null") ? "boolean" : name;
        }
        return switch (type.kind()) {
            case TINYINT -> "tinyint(4)";
            case SMALLINT -> "smallint(6)";
            case INT -> "int(11)";
            case BIGINT -> "bigint(20)";
            case LARGEINT -> "largeint(40)";
            case NULL -> "boolean";
            case BOOLEAN, FLOAT, DOUBLE, DATE, DATETIME, TIME, JSON, HLL, BITMAP, PERCENTILE, VARIANT, UNKNOWN -> name;
        };
    }

    @Override
    public String decimal(DataType.Decimal type) {
        return switch (place) {
            case TOP -> "decimal(" + type.precision() + "," + type.scale() + ")";
            case ELEMENT -> "decimal" + width(type.precision()) + "(" + type.precision() + "," + type.scale() + ")";
            case FIELD -> "decimal(" + type.precision() + ", " + type.scale() + ")";
        };
    }

    private static int width(int precision) {
        return precision <= 9 ? 32 : precision <= 18 ? 64 : precision <= 38 ? 128 : 256;
    }

    @Override
    public String text(DataType.Text type) {
        String name = type.kind().name().toLowerCase(Locale.ROOT);
        return type.length().map(length -> name + "(" + length + ")").orElse(name);
    }

    @Override
    public String array(DataType.Array type) {
        return "array<" + type.element().accept(inner()) + ">";
    }

    @Override
    public String map(DataType.Map type) {
        return "map<" + type.key().accept(inner()) + "," + type.value().accept(inner()) + ">";
    }

    @Override
    public String struct(DataType.Struct type) {
        return type.fields().stream()
                .map(field -> field.name() + " " + field.type().accept(FIELD))
                .collect(Collectors.joining(", ", "struct<", ">"));
    }

    private TypeNames inner() {
        return place == Place.FIELD ? FIELD : ELEMENT;
    }
}
