// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.partition.Bounds;
import java.time.LocalDateTime;

/**
 * A partition of a table or MV, as {@code information_schema.partitions_meta} shows it.
 *
 * @param bounds which rows are in it
 * @param version VISIBLE_VERSION: 1 while it is empty, one more with every load
 * @param versionTime in the server's zone
 */
public record Partition(long id, long tableId, String name, Bounds bounds, long version, LocalDateTime versionTime) {}
