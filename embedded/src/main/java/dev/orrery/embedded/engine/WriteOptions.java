// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import java.util.Optional;

/**
 * How staged rows are applied.
 *
 * @param mergeCondition a column: a row replaces the one that is there only when its value is not smaller
 */
public record WriteOptions(WriteMode mode, Optional<String> mergeCondition) {
    public static final WriteOptions FULL = new WriteOptions(WriteMode.FULL, Optional.empty());
    public static final WriteOptions OVERWRITE = new WriteOptions(WriteMode.OVERWRITE, Optional.empty());
}
