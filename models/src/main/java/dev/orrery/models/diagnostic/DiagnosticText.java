// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

import java.util.Optional;

/**
 * Prints a finding as a person reads it.
 *
 * <pre>
 * error[ORR-M014]: column 'custmer_id' is not in 'ods.orders'
 *   --&gt; models/dwd/orders.sql:7:10
 *    7 |   select o.custmer_id, sum(o.amount)
 *      |            ^^^^^^^^^^ did you mean 'customer_id'?
 *   help: `orrery show ods.orders` lists its 23 columns
 * </pre>
 */
public final class DiagnosticText {
    private static final int MAX_EXCERPT = 160;

    private DiagnosticText() {}

    public static String of(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        out.append(diagnostic.severity().label())
                .append('[')
                .append(diagnostic.code().id())
                .append("]: ")
                .append(diagnostic.message())
                .append('\n');
        diagnostic.place().ifPresent(place -> excerpt(out, place, diagnostic.hint()));
        if (diagnostic.place().isEmpty()) {
            diagnostic
                    .hint()
                    .ifPresent(hint -> out.append("  hint: ").append(hint).append('\n'));
        }
        diagnostic.help().ifPresent(help -> out.append("  help: ").append(help).append('\n'));
        return out.toString();
    }

    private static void excerpt(StringBuilder out, FileSpan place, Optional<String> hint) {
        int line = place.line();
        int column = place.column();
        String text = place.file().lineText(line).replace('\t', ' ');
        // A line of a minified file would fill the screen: show the part around the caret.
        int from = column > MAX_EXCERPT / 2 && text.length() > MAX_EXCERPT ? column - MAX_EXCERPT / 2 : 0;
        String shown = text.substring(Math.min(from, text.length()), Math.min(text.length(), from + MAX_EXCERPT));
        String number = Integer.toString(line);
        String margin = " ".repeat(Math.max(number.length(), 4));
        int length = Math.max(1, Math.min(place.end() - place.start(), shown.length() - (column - 1 - from)));
        out.append("  --> ").append(place).append('\n');
        out.append(" ".repeat(margin.length() - number.length()))
                .append(number)
                .append(" | ")
                .append(shown)
                .append('\n');
        out.append(margin).append(" | ").append(" ".repeat(column - 1 - from)).append("^".repeat(length));
        hint.ifPresent(h -> out.append(' ').append(h));
        out.append('\n');
    }
}
