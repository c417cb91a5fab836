// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.type.DataType;
import java.util.Optional;

/** How many bytes a column takes in a short key; empty for types that no key may have. */
final class KeySize implements DataType.Visitor<Optional<Integer>> {
    private static final KeySize SIZES = new KeySize();
    private static final int VARCHAR_PREFIX = 20;

    private KeySize() {}

    static Optional<Integer> of(DataType type) {
        return type.accept(SIZES);
    }

    @Override
    public Optional<Integer> simple(DataType.Simple type) {
        return switch (type.kind()) {
            case BOOLEAN, TINYINT -> Optional.of(1);
            case SMALLINT -> Optional.of(2);
            case DATE -> Optional.of(3);
            case INT -> Optional.of(4);
            case BIGINT, DATETIME -> Optional.of(8);
            case LARGEINT -> Optional.of(16);
            case FLOAT, DOUBLE, TIME, JSON, HLL, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN -> Optional.empty();
        };
    }

    @Override
    public Optional<Integer> decimal(DataType.Decimal type) {
        return Optional.of(type.precision() <= 9 ? 4 : type.precision() <= 18 ? 8 : type.precision() <= 38 ? 16 : 32);
    }

    @Override
    public Optional<Integer> text(DataType.Text type) {
        return switch (type.kind()) {
            case CHAR -> Optional.of(type.length().orElse(1));
            case VARCHAR -> Optional.of(VARCHAR_PREFIX);
            case VARBINARY -> Optional.empty();
        };
    }

    @Override
    public Optional<Integer> array(DataType.Array type) {
        return Optional.empty();
    }

    @Override
    public Optional<Integer> map(DataType.Map type) {
        return Optional.empty();
    }

    @Override
    public Optional<Integer> struct(DataType.Struct type) {
        return Optional.empty();
    }
}
