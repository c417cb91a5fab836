// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import java.util.Optional;

/**
 * The functions that StarRocks makes of every aggregate: {@code sum_if(x, condition)}, {@code avg_state(x)}, {@code
 * avg_union(state)}, {@code avg_merge(state)}.
 */
enum Combinator {
    // Longer names first: sum_state_union is no union of sum_state.
    STATE_UNION("_state_union", FunctionKind.SCALAR),
    STATE_MERGE("_state_merge", FunctionKind.SCALAR),
    STATE("_state", FunctionKind.SCALAR),
    COMBINE("_combine", FunctionKind.AGGREGATE),
    UNION("_union", FunctionKind.AGGREGATE),
    MERGE("_merge", FunctionKind.AGGREGATE),
    IF("_if", FunctionKind.AGGREGATE);

    private final String ending;
    private final FunctionKind kind;

    Combinator(String ending, FunctionKind kind) {
        this.ending = ending;
        this.kind = kind;
    }

    /**
     * A name taken apart.
     *
     * @param aggregate that it is made of
     */
    record Made(String aggregate, Combinator combinator) {}

    /**
     * Of a name in lower case that no signature has; the aggregate may be unknown.
     */
    static Optional<Made> of(String name) {
        for (Combinator combinator : values()) {
            int length = name.length() - combinator.ending.length();
            if (length > 0 && name.endsWith(combinator.ending)) {
                return Optional.of(new Made(name.substring(0, length), combinator));
            }
        }
        return Optional.empty();
    }

    FunctionKind kind() {
        return kind;
    }
}
