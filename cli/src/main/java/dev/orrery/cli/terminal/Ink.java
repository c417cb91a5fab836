// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.terminal;

/** The few colours in use, by their ANSI numbers. */
public enum Ink {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
