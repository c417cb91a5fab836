// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import java.util.List;

/**
 * One way to call a function.
 *
 * @param since the first StarRocks line that has it, such as {@code 3.4}; {@code 3.1} stands for all
 * @param variadic the last argument may stand any number of times, but at least once
 */
record Signature(
        String name,
        FunctionKind kind,
        String since,
        List<TypePattern> arguments,
        boolean variadic,
        TypePattern result) {
    Signature {
        arguments = List.copyOf(arguments);
    }

    boolean takes(int count) {
        return variadic ? count >= arguments.size() : count == arguments.size();
    }

    TypePattern argument(int index) {
        return arguments.get(Math.min(index, arguments.size() - 1));
    }
}
