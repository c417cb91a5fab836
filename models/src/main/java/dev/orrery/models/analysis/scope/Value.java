// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.scope;

import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.function.Typed;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;

/** An analyzed expression: what it is and where it comes from. */
public record Value(Typed typed, Origins origins) {
    /** Of an expression with a finding: stops others from being made of it. */
    public static final Value UNKNOWN = new Value(Typed.nullable(Kind.UNKNOWN), Origins.NONE);

    public static Value of(Typed typed, Origins origins) {
        return new Value(typed, origins);
    }

    public DataType type() {
        return typed.type();
    }

    public boolean nullable() {
        return typed.nullable();
    }

    public boolean isUnknown() {
        return type().is(Kind.UNKNOWN);
    }

    /** Where all of them come from. */
    public static Origins origins(List<Value> values) {
        Origins united = Origins.NONE;
        for (Value value : values) {
            united = united.beside(value.origins());
        }
        return united;
    }
}
