// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

/** What a write does with the rows that are there and with the columns that it does not name. */
public enum WriteMode {
    /** Columns that are not named get their defaults. */
    FULL,
    /** Columns that are not named keep their values in rows that exist: {@code partial_update}. */
    PARTIAL,
    /** The rows that are there go first: INSERT OVERWRITE. */
    OVERWRITE,
    /** The rows of the partitions that get new ones go first: INSERT OVERWRITE with {@code dynamic_overwrite}. */
    OVERWRITE_TOUCHED
}
