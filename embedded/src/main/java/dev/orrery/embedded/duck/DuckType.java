// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.type.DataType;
import java.util.stream.Collectors;

/**
 * The DuckDB type that holds a StarRocks type.
 *
 * <p>BITMAP is a sorted list of distinct numbers. HLL and PERCENTILE hold what was put into them, so that what
 * StarRocks approximates is exact here. A decimal of more than 38 digits is those digits: see {@link WideDecimals}. A
 * map is a list of its entries: see {@link Nested}.
 */
public final class DuckType implements DataType.Visitor<String> {
    private static final DuckType INSTANCE = new DuckType();

    private DuckType() {}

    /**
     * @throws Refusal where DuckDB has no type for it
     */
    public static String of(DataType type) {
        return type.accept(INSTANCE);
    }

    @Override
    public String simple(DataType.Simple type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BOOLEAN";
            case TINYINT -> "TINYINT";
            case SMALLINT -> "SMALLINT";
            case INT -> "INTEGER";
            case BIGINT -> "BIGINT";
            case LARGEINT -> "HUGEINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMP";
            case TIME -> "DOUBLE";
            case JSON -> "JSON";
            case BITMAP -> "UBIGINT[]";
            case HLL -> "UBIGINT[]";
            case PERCENTILE -> "DOUBLE[]";
            case NULL -> "BOOLEAN";
            case VARIANT, UNKNOWN -> throw refused(type);
        };
    }

    @Override
    public String decimal(DataType.Decimal type) {
        if (WideDecimals.isWide(type)) {
            return "BIGNUM";
        }
        return "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
    }

    @Override
    public String text(DataType.Text type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR -> "VARCHAR";
            case VARBINARY -> "BLOB";
        };
    }

    @Override
    public String array(DataType.Array type) {
        return of(type.element()) + "[]";
    }

    @Override
    public String map(DataType.Map type) {
        return "STRUCT(\"key\" " + of(type.key()) + ", \"value\" " + of(type.value()) + ")[]";
    }

    @Override
    public String struct(DataType.Struct type) {
        return type.fields().stream()
                .map(field -> DuckName.quote(field.name()) + " " + of(field.type()))
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }

    private static Refusal refused(DataType type) {
        return new Refusal(EmbeddedCode.TYPE_REFUSED, "type '" + type + "'");
    }
}
