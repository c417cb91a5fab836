// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import dev.orrery.cli.terminal.TextTable;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.tests.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Differences between rows for people: a line a row, what changed as {@code expected → actual}. */
final class DifferenceTable {
    private static final int SHOWN = 20;

    private DifferenceTable() {}

    static Outcome.Failed of(Differences differences) {
        List<Differences.Row> rows = differences.rows();
        TextTable table = new TextTable(
                Stream.concat(Stream.of("row"), differences.columns().stream().map(Column::name))
                        .toList());
        rows.stream().limit(SHOWN).forEach(row -> table.row(cells(row)));
        return new Outcome.Failed(summary(rows), table.text());
    }

    private static List<String> cells(Differences.Row row) {
        return row.match(
                missing -> cells("missing", missing.cells()),
                unexpected -> cells("unexpected", unexpected.cells()),
                changed -> cells(
                        "changed",
                        changed.cells().stream()
                                .map(cell -> switch (cell.agreement()) {
                                    case SAME -> cell.actual();
                                    case DIFFERENT -> cell.expected() + " → " + cell.actual();
                                })
                                .toList()));
    }

    private static List<String> cells(String word, List<String> cells) {
        List<String> line = new ArrayList<>(List.of(word));
        line.addAll(cells);
        return line;
    }

    private static String summary(List<Differences.Row> rows) {
        long missing = count(rows, Differences.Missing.class);
        long unexpected = count(rows, Differences.Unexpected.class);
        long changed = count(rows, Differences.Changed.class);
        List<String> parts = new ArrayList<>();
        part(parts, missing, "missing");
        part(parts, unexpected, "unexpected");
        part(parts, changed, "changed");
        String more = rows.size() > SHOWN ? ", the first " + SHOWN + " are" : "";
        return (rows.size() == 1 ? "1 row differs: " : rows.size() + " rows differ: ")
                + String.join(", ", parts)
                + more;
    }

    private static long count(List<Differences.Row> rows, Class<? extends Differences.Row> kind) {
        return rows.stream().filter(kind::isInstance).count();
    }

    private static void part(List<String> parts, long count, String word) {
        if (count > 0) {
            parts.add(count + " " + word);
        }
    }
}
