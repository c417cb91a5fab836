// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.option;

import picocli.CommandLine.ITypeConverter;

/** A TCP port; 0 is any free one. */
public final class PortNumber implements ITypeConverter<Integer> {
    private static final int LAST = 65_535;

    @Override
    public Integer convert(String text) {
        return WholeNumber.within(0, LAST, text, "a port is a number from 0 to " + LAST);
    }
}
