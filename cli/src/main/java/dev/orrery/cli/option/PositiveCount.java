// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.option;

import picocli.CommandLine.ITypeConverter;

/** How many of something: one at least. */
public final class PositiveCount implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        return WholeNumber.within(1, Integer.MAX_VALUE, text, "a count is a whole number, 1 or more");
    }
}
