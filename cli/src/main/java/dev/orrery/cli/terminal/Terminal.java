// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command reads and writes.
 *
 * @param out for the result alone, so that it can be piped
 * @param err for progress, questions and diagnostics
 * @param style whether to colour; never the only carrier of a meaning
 * @param interactive whether a person sits there: questions and moving progress only then
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, Style style, boolean interactive) {

    /** Whether colours are written. */
    public enum Style {
        PLAIN,
        COLOUR
    }

    /**
     * Of this process: colour unless piped, {@code NO_COLOR} or {@code TERM=dumb}; no questions in CI. The starting
     * script tells whether a terminal is there ({@code -Dorrery.terminal=true}): what System.console says depends on the
     * version of Java.
     */
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean person = Boolean.getBoolean("orrery.terminal") && !environment.containsKey("CI");
        boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
        return new Terminal(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                person && !plain ? Style.COLOUR : Style.PLAIN,
                person);
    }

    /** Whatever the locale says: names and tree lines are not ASCII. */
    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, UTF_8);
    }

    /** Prints a result line. */
    public void print(String line) {
        out.println(line);
    }

    /** Tells the person something that is not the result. */
    public void say(String line) {
        err.println(line);
    }

    public void show(Diagnostic diagnostic) {
        String text = DiagnosticText.of(diagnostic);
        int colon = text.indexOf(':');
        String head = text.substring(0, Math.max(colon, 0));
        Ink ink = switch (diagnostic.severity()) {
            case ERROR -> Ink.RED;
            case WARNING -> Ink.YELLOW;
            case NOTE -> Ink.BLUE;
        };
        err.print(paint(ink, head) + text.substring(head.length()));
    }

    public String paint(Ink ink, String text) {
        return style == Style.COLOUR ? "\u001b[" + ink.code() + "m" + text + "\u001b[0m" : text;
    }
}
