// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.OptionalInt;

/** How far one type is from another for an implicit cast: the nearest signature is chosen. */
final class Casts {
    private static final int DOUBLE = 7;
    private static final int TEXT = 40;
    private static final int NARROW = 60;

    private Casts() {}

    /** 0 for the same type; empty where StarRocks does not cast by itself. */
    static OptionalInt distance(DataType from, DataType to) {
        if (from.equals(to) || from.is(Kind.NULL) || from.is(Kind.UNKNOWN) || to.is(Kind.UNKNOWN)) {
            return OptionalInt.of(0);
        }
        if (Supertype.isNested(from) || Supertype.isNested(to)) {
            return nested(from, to);
        }
        if (Supertype.isMetric(from) || Supertype.isMetric(to)) {
            return OptionalInt.empty();
        }
        if (to instanceof DataType.Text text) {
            return toText(from, text);
        }
        if (to instanceof DataType.Decimal) {
            return toDecimal(from);
        }
        return to instanceof DataType.Simple simple ? toSimple(from, simple.kind()) : OptionalInt.empty();
    }

    private static OptionalInt nested(DataType from, DataType to) {
        if (from instanceof DataType.Array a && to instanceof DataType.Array b) {
            return distance(a.element(), b.element());
        }
        if (from instanceof DataType.Map a && to instanceof DataType.Map b) {
            OptionalInt key = distance(a.key(), b.key());
            OptionalInt value = distance(a.value(), b.value());
            return key.isPresent() && value.isPresent()
                    ? OptionalInt.of(key.getAsInt() + value.getAsInt())
                    : OptionalInt.empty();
        }
        if (to.is(Kind.JSON)) {
            return OptionalInt.of(NARROW);
        }
        return OptionalInt.empty();
    }

    private static OptionalInt toText(DataType from, DataType.Text to) {
        if (from instanceof DataType.Text text) {
            boolean binary = text.kind() == DataType.TextKind.VARBINARY;
            if (binary != (to.kind() == DataType.TextKind.VARBINARY)) {
                return binary ? OptionalInt.empty() : OptionalInt.of(TEXT);
            }
            return OptionalInt.of(0);
        }
        return to.kind() == DataType.TextKind.VARBINARY ? OptionalInt.empty() : OptionalInt.of(TEXT);
    }

    private static OptionalInt toDecimal(DataType from) {
        if (from instanceof DataType.Decimal) {
            return OptionalInt.of(0);
        }
        if (Supertype.isInteger(from) || from.is(Kind.BOOLEAN)) {
            return OptionalInt.of(6);
        }
        if (Supertype.isFloat(from)) {
            return OptionalInt.of(TEXT);
        }
        return Supertype.isBinary(from) ? OptionalInt.empty() : OptionalInt.of(NARROW);
    }

    private static OptionalInt toSimple(DataType from, Kind to) {
        if (Supertype.isBinary(from)) {
            return OptionalInt.empty();
        }
        int rank = Supertype.integerRank(from);
        int wanted = Supertype.integerRank(DataType.of(to));
        if (from.is(Kind.BOOLEAN) && wanted >= 0) {
            return OptionalInt.of(wanted + 1);
        }
        if (rank >= 0 && wanted >= 0) {
            return OptionalInt.of(wanted >= rank ? wanted - rank : NARROW + rank - wanted);
        }
        return switch (to) {
            case DOUBLE -> OptionalInt.of(from.is(Kind.FLOAT) ? 1 : Supertype.isNumeric(from) ? DOUBLE : TEXT + 3);
            case FLOAT -> OptionalInt.of(Supertype.isInteger(from) || from.is(Kind.BOOLEAN) ? DOUBLE + 3 : NARROW);
            case DATETIME -> OptionalInt.of(from.is(Kind.DATE) ? 1 : Supertype.isText(from) ? TEXT - 2 : NARROW);
            case DATE -> OptionalInt.of(from.is(Kind.DATETIME) ? 10 : Supertype.isText(from) ? TEXT - 1 : NARROW + 1);
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, LARGEINT, TIME -> OptionalInt.of(NARROW);
            case JSON -> OptionalInt.of(NARROW + 5);
            case HLL, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN -> OptionalInt.empty();
        };
    }
}
