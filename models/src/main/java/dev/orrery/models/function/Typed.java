// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import dev.orrery.models.type.DataType;

/**
 * What is known of a value before it is computed.
 *
 * @param nullable false only where NULL is impossible by StarRocks' own reckoning
 */
public record Typed(DataType type, boolean nullable) {

    public static Typed nullable(DataType type) {
        return new Typed(type, true);
    }

    public static Typed notNull(DataType type) {
        return new Typed(type, false);
    }

    public static Typed nullable(DataType.Kind kind) {
        return new Typed(DataType.of(kind), true);
    }

    public static Typed notNull(DataType.Kind kind) {
        return new Typed(DataType.of(kind), false);
    }
}
