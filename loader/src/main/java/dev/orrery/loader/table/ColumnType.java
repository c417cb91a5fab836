// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.table;

import dev.orrery.models.type.DataType;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value must be to fit into a column.
 *
 * @param length digits of a DECIMAL, bytes of a CHAR or VARCHAR, else 0
 * @param scale digits after the point of a DECIMAL, else 0
 */
public record ColumnType(Kind kind, int length, int scale) implements Serializable {
    private static final Pattern SPELLING =
            Pattern.compile("([a-z0-9]+)(?:\\((\\d+)(?:\\s*,\\s*(\\d+))?\\))?(.*)", Pattern.DOTALL);

    /** The kinds of values, as a loader tells them apart. */
    public enum Kind {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        LARGEINT,
        FLOAT,
        DOUBLE,
        DECIMAL,
        DATE,
        DATETIME,
        CHAR,
        VARCHAR,
        JSON,
        ARRAY,
        MAP,
        STRUCT,
        /** Types whose values cannot be written into a row of JSON: BITMAP, HLL, PERCENTILE, VARBINARY… */
        OTHER
    }

    public boolean isText() {
        return kind == Kind.CHAR || kind == Kind.VARCHAR;
    }

    /** From {@code COLUMN_TYPE} of information_schema, where BOOLEAN is tinyint(1) and LARGEINT bigint(20) unsigned. */
    public static ColumnType ofServer(String columnType) {
        String text = columnType.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            return of(Kind.OTHER);
        }
        int length = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        int scale = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return switch (matcher.group(1)) {
            case "boolean" -> of(Kind.BOOLEAN);
            case "tinyint" -> of(length == 1 ? Kind.BOOLEAN : Kind.TINYINT);
            case "smallint" -> of(Kind.SMALLINT);
            case "int" -> of(Kind.INT);
            case "bigint" -> of(matcher.group(4).contains("unsigned") ? Kind.LARGEINT : Kind.BIGINT);
            case "largeint" -> of(Kind.LARGEINT);
            case "float" -> of(Kind.FLOAT);
            case "double" -> of(Kind.DOUBLE);
            case "decimal", "decimal32", "decimal64", "decimal128", "decimal256" ->
                new ColumnType(Kind.DECIMAL, length, scale);
            case "date" -> of(Kind.DATE);
            case "datetime" -> of(Kind.DATETIME);
            case "char" -> new ColumnType(Kind.CHAR, length == 0 ? 1 : length, 0);
            case "varchar" -> new ColumnType(Kind.VARCHAR, length == 0 ? DataType.STRING_LENGTH : length, 0);
            case "json" -> of(Kind.JSON);
            case "array" -> of(Kind.ARRAY);
            case "map" -> of(Kind.MAP);
            case "struct" -> of(Kind.STRUCT);
            default -> of(Kind.OTHER);
        };
    }

    /** From a type of the desired catalog. */
    public static ColumnType of(DataType type) {
        return type.accept(new OfDataType());
    }

    private static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0);
    }

    private static final class OfDataType implements DataType.Visitor<ColumnType> {
        @Override
        public ColumnType simple(DataType.Simple type) {
            return switch (type.kind()) {
                case BOOLEAN -> of(Kind.BOOLEAN);
                case TINYINT -> of(Kind.TINYINT);
                case SMALLINT -> of(Kind.SMALLINT);
                case INT -> of(Kind.INT);
                case BIGINT -> of(Kind.BIGINT);
                case LARGEINT -> of(Kind.LARGEINT);
                case FLOAT -> of(Kind.FLOAT);
                case DOUBLE -> of(Kind.DOUBLE);
                case DATE -> of(Kind.DATE);
                case DATETIME -> of(Kind.DATETIME);
                case JSON -> of(Kind.JSON);
                case TIME, HLL, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN -> of(Kind.OTHER);
            };
        }

        @Override
        public ColumnType decimal(DataType.Decimal type) {
            return new ColumnType(Kind.DECIMAL, type.precision(), type.scale());
        }

        @Override
        public ColumnType text(DataType.Text type) {
            return switch (type.kind()) {
                case CHAR -> new ColumnType(Kind.CHAR, type.length().orElse(1), 0);
                case VARCHAR -> new ColumnType(Kind.VARCHAR, type.length().orElse(1), 0);
                case VARBINARY -> of(Kind.OTHER);
            };
        }

        @Override
        public ColumnType array(DataType.Array type) {
            return of(Kind.ARRAY);
        }

        @Override
        public ColumnType map(DataType.Map type) {
            return of(Kind.MAP);
        }

        @Override
        public ColumnType struct(DataType.Struct type) {
            return of(Kind.STRUCT);
        }
    }
}
