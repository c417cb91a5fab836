// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.doctor;

import java.util.Optional;

/**
 * What was looked at, and how it is.
 *
 * @param help what to do; empty when all is well
 */
public record Finding(String what, Verdict verdict, String text, Optional<String> help) {
    /** How it is. */
    public enum Verdict {
        OK("ok"),
        WARNING("warning"),
        FAILED("failed");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }
    }

    public static Finding ok(String what, String text) {
        return new Finding(what, Verdict.OK, text, Optional.empty());
    }

    public static Finding warning(String what, String text, String help) {
        return new Finding(what, Verdict.WARNING, text, Optional.of(help));
    }

    public static Finding failed(String what, String text, String help) {
        return new Finding(what, Verdict.FAILED, text, Optional.of(help));
    }

    /** One line, and one more for what to do. */
    @Override
    public String toString() {
        return "%-8s %-10s %s".formatted(verdict.word, what, text)
                + help.map(todo -> "\n" + " ".repeat(20) + todo).orElse("");
    }
}
