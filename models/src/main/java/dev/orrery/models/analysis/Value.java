// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.function.Typed;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;

/** An analyzed expression: what it is and where it comes from. */
record Value(Typed typed, Origins origins) {
    /** Of an expression with a finding: stops others from being made of it. */
    static final Value UNKNOWN = new Value(Typed.nullable(Kind.UNKNOWN), Origins.NONE);

    static Value of(Typed typed, Origins origins) {
        return new Value(typed, origins);
    }

    DataType type() {
        return typed.type();
    }

    boolean nullable() {
        return typed.nullable();
    }

    boolean isUnknown() {
        return type().is(Kind.UNKNOWN);
    }
}
