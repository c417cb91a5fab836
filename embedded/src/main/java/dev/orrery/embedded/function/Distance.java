// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.OptionalInt;

/** How far an implicit cast goes: among the signatures of a function the nearest one is meant. */
final class Distance {
    private static final int TO_DOUBLE = 12;
    private static final int TO_TEXT = 40;
    private static final int FROM_TEXT = 50;
    private static final int NARROWING = 60;

    private Distance() {}

    static OptionalInt between(DataType from, DataType to) {
        if (from.equals(to) || (TypeRules.isText(from) && TypeRules.isText(to))) {
            return OptionalInt.of(0);
        }
        if (from.is(Kind.NULL)) {
            return OptionalInt.of(1);
        }
        if (TypeRules.isBinary(from) && TypeRules.isBinary(to)) {
            return OptionalInt.of(0);
        }
        if (TypeRules.isNested(from)) {
            return to.is(Kind.JSON) ? OptionalInt.of(TO_TEXT) : OptionalInt.empty();
        }
        if (TypeRules.isText(to)) {
            return OptionalInt.of(from.is(Kind.JSON) ? TO_DOUBLE : TO_TEXT);
        }
        if (TypeRules.isBinary(to) || TypeRules.isBinary(from)) {
            return TypeRules.isText(from) ? OptionalInt.of(FROM_TEXT) : OptionalInt.empty();
        }
        if (to.is(Kind.BITMAP) || to.is(Kind.HLL) || to.is(Kind.PERCENTILE) || to.is(Kind.TIME)) {
            return to.is(Kind.TIME) && TypeRules.isText(from) ? OptionalInt.of(FROM_TEXT) : OptionalInt.empty();
        }
        if (from.is(Kind.BITMAP) || from.is(Kind.HLL) || from.is(Kind.PERCENTILE)) {
            return OptionalInt.empty();
        }
        if (TypeRules.isInteger(from) && TypeRules.isInteger(to)) {
            int steps = TypeRules.integerRank(to) - TypeRules.integerRank(from);
            return OptionalInt.of(steps > 0 ? steps : NARROWING - steps);
        }
        if (TypeRules.isTemporal(from) && TypeRules.isTemporal(to)) {
            return OptionalInt.of(to.is(Kind.DATETIME) ? 2 : 4);
        }
        if (TypeRules.isText(from)) {
            return OptionalInt.of(
                    TypeRules.isTemporal(to) ? FROM_TEXT - 1 : to.is(Kind.DOUBLE) ? FROM_TEXT : FROM_TEXT + 2);
        }
        if (to.is(Kind.DOUBLE)) {
            return OptionalInt.of(TO_DOUBLE);
        }
        if (to.is(Kind.FLOAT)) {
            return OptionalInt.of(TO_DOUBLE + 1);
        }
        return OptionalInt.of(NARROWING);
    }
}
