// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

/**
 * A line that could not be loaded. Flink sends it from decoder to file.
 *
 * @param table that it was for; empty when it did not get that far
 * @param line from 1
 * @param raw the line as it was
 */
public record DeadLetter(String source, String table, String file, long line, String reason, String raw) {}
