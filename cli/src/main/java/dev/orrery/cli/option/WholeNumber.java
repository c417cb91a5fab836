// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.option;

import picocli.CommandLine.TypeConversionException;

/** Reads the number of an option, so that a wrong one is wrong use (exit code 64) and not found out later. */
final class WholeNumber {
    private WholeNumber() {}

    static int within(int least, int most, String text, String expected) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, like any other number that cannot be.
        }
        throw new TypeConversionException("'" + text + "': " + expected);
    }
}
