/**
 * Partitions of tables, without the tables: a CREATE TABLE's PARTITION BY comes in, and out go the {@link
 * dev.orrery.embedded.partition.Bounds} of each partition, DuckDB's condition for the rows in it, and its text in SHOW
 * PARTITIONS and SHOW CREATE TABLE. Start at {@link dev.orrery.embedded.partition.PartitionScheme}.
 */
@NullMarked
package dev.orrery.embedded.partition;

import org.jspecify.annotations.NullMarked;
