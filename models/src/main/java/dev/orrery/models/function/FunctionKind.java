// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

/** Where a function may stand. Aggregates may stand before OVER as well; window functions only there. */
public enum FunctionKind {
    SCALAR,
    AGGREGATE,
    WINDOW,
    TABLE
}
