// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

/**
 * One record of a file as text. Flink sends it from reader to decoder.
 *
 * @param file as it was found
 * @param number of its first line in the file, from 1
 * @param header the header of a CSV, else empty
 * @param problem why the text cannot be trusted, else empty
 */
public record Line(String file, long number, String header, String text, String problem) {}
