// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.models.type.DataType;
import java.util.Optional;

/**
 * The measures of a column that information_schema.columns tells.
 *
 * @param size digits of a number, length of a text
 * @param digits after the point
 */
record ColumnMeasure(Optional<Long> size, Optional<Long> digits, boolean text) {

    static ColumnMeasure of(DataType type) {
        return type.accept(new OfType());
    }

    private static ColumnMeasure number(long size, long digits) {
        return new ColumnMeasure(Optional.of(size), Optional.of(digits), false);
    }

    private static ColumnMeasure none() {
        return new ColumnMeasure(Optional.empty(), Optional.empty(), false);
    }

    private static final class OfType implements DataType.Visitor<ColumnMeasure> {
        /** What StarRocks says of any HLL. */
        private static final long HLL_LENGTH = 16385;

        @Override
        public ColumnMeasure simple(DataType.Simple type) {
            return switch (type.kind()) {
                case TINYINT -> number(3, 0);
                case SMALLINT -> number(5, 0);
                case INT -> number(10, 0);
                case BIGINT -> number(19, 0);
                case LARGEINT -> number(39, 0);
                case FLOAT -> number(7, 7);
                case DOUBLE -> number(15, 15);
                case HLL -> new ColumnMeasure(Optional.of(HLL_LENGTH), Optional.empty(), false);
                case BOOLEAN, DATE, DATETIME, TIME, JSON, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN -> none();
            };
        }

        @Override
        public ColumnMeasure decimal(DataType.Decimal type) {
            return number(type.precision(), type.scale());
        }

        @Override
        public ColumnMeasure text(DataType.Text type) {
            return new ColumnMeasure(type.length().map(Integer::longValue), Optional.empty(), true);
        }

        @Override
        public ColumnMeasure array(DataType.Array type) {
            return none();
        }

        @Override
        public ColumnMeasure map(DataType.Map type) {
            return none();
        }

        @Override
        public ColumnMeasure struct(DataType.Struct type) {
            return none();
        }
    }
}
