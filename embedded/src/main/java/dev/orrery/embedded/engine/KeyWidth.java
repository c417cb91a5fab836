// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.type.DataType;

/** Bytes that a column takes in the short key of a table, as StarRocks counts them when no key is written. */
final class KeyWidth implements DataType.Visitor<Integer> {
    private static final KeyWidth INSTANCE = new KeyWidth();
    private static final int NONE = 0;

    private KeyWidth() {}

    static int of(DataType type) {
        return type.accept(INSTANCE);
    }

    static boolean mayBeKey(DataType type) {
        return of(type) > NONE;
    }

    @Override
    public Integer simple(DataType.Simple type) {
        return switch (type.kind()) {
            case BOOLEAN, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT, DATE -> 4;
            case BIGINT, DATETIME -> 8;
            case LARGEINT -> 16;
            case FLOAT, DOUBLE, TIME, JSON, HLL, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN -> NONE;
        };
    }

    @Override
    public Integer decimal(DataType.Decimal type) {
        if (type.precision() <= 9) {
            return 4;
        }
        return type.precision() <= 18 ? 8 : 16;
    }

    @Override
    public Integer text(DataType.Text type) {
        return type.kind() == DataType.TextKind.VARBINARY ? NONE : type.length().orElse(DataType.STRING_LENGTH);
    }

    @Override
    public Integer array(DataType.Array type) {
        return NONE;
    }

    @Override
    public Integer map(DataType.Map type) {
        return NONE;
    }

    @Override
    public Integer struct(DataType.Struct type) {
        return NONE;
    }
}
