// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * A call whose arguments are typed already.
 *
 * @param name in lower case
 * @param types of the arguments; of a lambda the type of its body
 * @param expressions the arguments as written, for rules that look at constants
 * @param over stands before OVER
 */
public record FunctionCall(
        String name, List<Typed> types, List<Expression> expressions, boolean distinct, boolean over) {
    public FunctionCall {
        types = List.copyOf(types);
        expressions = List.copyOf(expressions);
    }

    DataType type(int index) {
        return types.get(index).type();
    }

    List<DataType> plainTypes() {
        List<DataType> plain = new ArrayList<>(types.size());
        for (Typed typed : types) {
            plain.add(typed.type());
        }
        return plain;
    }
}
