// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;

/** Which types can be compared: scalars with scalars, arrays in order, maps and structs only for equality. */
final class Comparisons {
    private final Analysis analysis;

    Comparisons(Analysis analysis) {
        this.analysis = analysis;
    }

    void check(Location at, BinaryOperator operator, Value left, Value right) {
        if (left.isUnknown() || right.isUnknown()) {
            return;
        }
        if (!comparable(operator, left.type(), right.type())) {
            analysis.report(
                    at,
                    ModelCode.WRONG_TYPES,
                    "'" + operator.symbol() + "' does not compare " + TypeNames.of(left.type()) + " with "
                            + TypeNames.of(right.type()));
        }
    }

    private static boolean comparable(BinaryOperator operator, DataType left, DataType right) {
        if (left.is(Kind.NULL) || right.is(Kind.NULL)) {
            return true;
        }
        if (Supertype.isMetric(left) || Supertype.isMetric(right)) {
            return false;
        }
        if (!Supertype.isNested(left) && !Supertype.isNested(right)) {
            return Supertype.isBinary(left) == Supertype.isBinary(right)
                    || Supertype.isText(left) == Supertype.isText(right);
        }
        boolean equality = operator == BinaryOperator.EQUAL
                || operator == BinaryOperator.NOT_EQUAL
                || operator == BinaryOperator.NULL_SAFE_EQUAL;
        boolean ordered = left instanceof DataType.Array && right instanceof DataType.Array;
        return (equality || ordered) && Supertype.of(left, right).isPresent();
    }
}
