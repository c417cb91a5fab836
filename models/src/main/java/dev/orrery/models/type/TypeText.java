// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.type;

import dev.orrery.models.type.DataType.Kind;
import dev.orrery.models.type.DataType.TextKind;
import java.util.Locale;
import java.util.stream.Collectors;

/** How StarRocks spells a type on each surface. */
public final class TypeText {
    private TypeText() {}

    /** As Orrery writes it in DDL and CAST: {@code INT}, {@code DECIMAL(10, 2)}, {@code STRING}. */
    public static String ddl(DataType type) {
        return type.accept(new Ddl());
    }

    /** As SHOW CREATE prints it: {@code int(11)}, {@code decimal(10, 2)}, {@code varchar(65533)}. */
    public static String showCreate(DataType type) {
        return type.accept(new Shown(", ", true));
    }

    /** As DESC prints it: {@code int}, {@code decimal(10,2)}, {@code varchar(65533)}. */
    public static String desc(DataType type) {
        return type.accept(new Shown(",", false));
    }

    /** {@code DATA_TYPE} of information_schema: the bare word, {@code bigint unsigned} for LARGEINT. */
    public static String dataType(DataType type) {
        if (type.is(Kind.BOOLEAN)) {
            return "tinyint";
        }
        if (type.is(Kind.LARGEINT)) {
            return "bigint unsigned";
        }
        String shown = desc(type);
        int end = 0;
        while (end < shown.length() && shown.charAt(end) != '(' && shown.charAt(end) != '<') {
            end++;
        }
        return shown.substring(0, end);
    }

    /** {@code COLUMN_TYPE} of information_schema: as SHOW CREATE but for BOOLEAN and LARGEINT. */
    public static String columnType(DataType type) {
        if (type.is(Kind.BOOLEAN)) {
            return "tinyint(1)";
        }
        return type.is(Kind.LARGEINT) ? "bigint(20) unsigned" : showCreate(type);
    }

    private static final class Ddl implements DataType.Visitor<String> {
        @Override
        public String simple(DataType.Simple type) {
            return type.kind().name();
        }

        @Override
        public String decimal(DataType.Decimal type) {
            return "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
        }

        @Override
        public String text(DataType.Text type) {
            if (type.equals(DataType.string())) {
                return "STRING";
            }
            return type.kind().name()
                    + type.length().map(length -> "(" + length + ")").orElse("");
        }

        @Override
        public String array(DataType.Array type) {
            return "ARRAY<" + type.element().accept(this) + ">";
        }

        @Override
        public String map(DataType.Map type) {
            return "MAP<" + type.key().accept(this) + ", " + type.value().accept(this) + ">";
        }

        @Override
        public String struct(DataType.Struct type) {
            return type.fields().stream()
                    .map(field -> "`" + field.name() + "` " + field.type().accept(this))
                    .collect(Collectors.joining(", ", "STRUCT<", ">"));
        }
    }

    private static final class Shown implements DataType.Visitor<String> {
        private final String comma;
        private final boolean widths;

        private Shown(String comma, boolean widths) {
            this.comma = comma;
            this.widths = widths;
        }

        @Override
        public String simple(DataType.Simple type) {
            String name = type.kind().name().toLowerCase(Locale.ROOT);
            if (!widths) {
                return name;
            }
            return switch (type.kind()) {
                case TINYINT -> name + "(4)";
                case SMALLINT -> name + "(6)";
                case INT -> name + "(11)";
                case BIGINT -> name + "(20)";
                case LARGEINT -> name + "(40)";
                case BOOLEAN, FLOAT, DOUBLE, DATE, DATETIME, TIME, JSON -> name;
                case HLL, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN -> name;
            };
        }

        @Override
        public String decimal(DataType.Decimal type) {
            return "decimal(" + type.precision() + comma + type.scale() + ")";
        }

        @Override
        public String text(DataType.Text type) {
            String name = type.kind().name().toLowerCase(Locale.ROOT);
            // A column without a length has one character, binaries have no bound.
            int unwritten = type.kind() == TextKind.VARBINARY ? 0 : 1;
            int length = type.length().orElse(unwritten);
            return length == 0 ? name : name + "(" + length + ")";
        }

        @Override
        public String array(DataType.Array type) {
            return "array<" + type.element().accept(this) + ">";
        }

        @Override
        public String map(DataType.Map type) {
            return "map<" + type.key().accept(this) + "," + type.value().accept(this) + ">";
        }

        @Override
        public String struct(DataType.Struct type) {
            return type.fields().stream()
                    .map(field -> (widths ? "`" + field.name() + "`" : field.name()) + " "
                            + field.type().accept(this))
                    .collect(Collectors.joining(", ", "struct<", ">"));
        }
    }
}
