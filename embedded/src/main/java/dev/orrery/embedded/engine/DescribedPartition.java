// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

/**
 * A partition as it is shown.
 *
 * @param values its range or list as SHOW PARTITIONS prints it; empty for the only one of its table
 * @param rows in it
 */
public record DescribedPartition(Partition partition, String values, long rows) {}
