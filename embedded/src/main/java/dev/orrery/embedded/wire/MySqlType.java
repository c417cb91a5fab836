// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.models.type.DataType;

/**
 * How a StarRocks type looks over the MySQL protocol.
 *
 * @param code of the protocol, such as 3 for INT
 * @param charset 33 for text, 63 for anything else
 * @param length in bytes, for display
 */
record MySqlType(int code, int charset, int length, int decimals) {
    static final int TINY = 1;
    static final int SHORT = 2;
    static final int LONG = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int NULL = 6;
    static final int TIMESTAMP = 7;
    static final int LONGLONG = 8;
    static final int INT24 = 9;
    static final int DATE = 10;
    static final int TIME = 11;
    static final int DATETIME = 12;
    static final int YEAR = 13;
    static final int NEWDECIMAL = 246;
    static final int TINY_BLOB = 249;
    static final int MEDIUM_BLOB = 250;
    static final int LONG_BLOB = 251;
    static final int BLOB = 252;
    static final int VAR_STRING = 253;
    static final int STRING = 254;

    private static final int UTF8 = 33;
    private static final int BINARY = 63;
    /** What StarRocks says of text without a known length: 64 characters. */
    private static final int UNKNOWN_LENGTH = 64;

    private static final int NOT_FIXED = 31;

    static MySqlType of(DataType type) {
        return type.accept(new OfType());
    }

    private static final class OfType implements DataType.Visitor<MySqlType> {
        @Override
        public MySqlType simple(DataType.Simple type) {
            return switch (type.kind()) {
                case BOOLEAN -> new MySqlType(TINY, BINARY, 1, 0);
                case TINYINT -> new MySqlType(TINY, BINARY, 4, 0);
                case SMALLINT -> new MySqlType(SHORT, BINARY, 6, 0);
                case INT -> new MySqlType(LONG, BINARY, 11, 0);
                case BIGINT -> new MySqlType(LONGLONG, BINARY, 20, 0);
                // MySQL has no such integer: clients get its digits.
                case LARGEINT -> new MySqlType(STRING, UTF8, 40, 0);
                case FLOAT -> new MySqlType(FLOAT, BINARY, 12, NOT_FIXED);
                case DOUBLE -> new MySqlType(DOUBLE, BINARY, 22, NOT_FIXED);
                case DATE -> new MySqlType(DATE, BINARY, 10, 0);
                case DATETIME -> new MySqlType(DATETIME, BINARY, 19, 0);
                case TIME -> new MySqlType(TIME, BINARY, 60, 0);
                case JSON -> new MySqlType(STRING, UTF8, 60, 0);
                case HLL, BITMAP -> new MySqlType(STRING, UTF8, UNKNOWN_LENGTH * 3, 0);
                case PERCENTILE, VARIANT, NULL, UNKNOWN -> new MySqlType(STRING, BINARY, 60, 0);
            };
        }

        @Override
        public MySqlType decimal(DataType.Decimal type) {
            int point = type.scale() > 0 ? 1 : 0;
            return new MySqlType(NEWDECIMAL, BINARY, type.precision() + point + 3, type.scale());
        }

        @Override
        public MySqlType text(DataType.Text type) {
            int length = type.length().orElse(UNKNOWN_LENGTH) * 3;
            return switch (type.kind()) {
                case CHAR -> new MySqlType(STRING, UTF8, length, 0);
                case VARCHAR -> new MySqlType(VAR_STRING, UTF8, length, 0);
                case VARBINARY -> new MySqlType(BLOB, BINARY, length, 0);
            };
        }

        @Override
        public MySqlType array(DataType.Array type) {
            return new MySqlType(STRING, UTF8, 60, 0);
        }

        @Override
        public MySqlType map(DataType.Map type) {
            return new MySqlType(STRING, UTF8, 60, 0);
        }

        @Override
        public MySqlType struct(DataType.Struct type) {
            return new MySqlType(STRING, UTF8, 60, 0);
        }
    }
}
