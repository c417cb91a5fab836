// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.load;

import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows a load while it runs, and what it did at its end. */
public final class LoadLines implements LoaderEvents, AutoCloseable {
    private final Terminal terminal;
    private final Progress progress;
    private final Map<String, Long> rows = new TreeMap<>();

    public LoadLines(Terminal terminal) {
        this.terminal = terminal;
        this.progress = new Progress(terminal);
    }

    @Override
    public void started(boolean resumed) {
        if (resumed) {
            progress.done("goes on from its newest checkpoint");
        }
    }

    @Override
    public void progress(String table, long loaded, long deadLetters) {
        rows.put(table, loaded);
        progress.at("  "
                + rows.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Figures.count(entry.getValue()))
                        .collect(Collectors.joining("  ")));
    }

    @Override
    public void restarting(String reason) {
        progress.done("the job starts again from its newest checkpoint: " + reason);
    }

    @Override
    public void diagnostic(String text) {
        progress.wipe();
        terminal.err().print(text);
    }

    /** Prints a table of what went where, and a line about the rest. */
    public void finished(LoadResult result) {
        progress.wipe();
        terminal.out().print(summary(result));
    }

    private static String summary(LoadResult result) {
        TextTable table = new TextTable(List.of("table", "upserts", "deletes", "dead letters"));
        result.tables()
                .forEach(each -> table.row(List.of(
                        each.name(),
                        Figures.count(each.upserts()),
                        Figures.count(each.deletes()),
                        Figures.count(each.deadLetters()))));
        List<String> leftOut = new ArrayList<>();
        leftOut.add(Figures.count(result.late()) + " late");
        leftOut.add(Figures.count(result.repeated()) + " repeated");
        if (result.overtaken() > 0) {
            leftOut.add(Figures.count(result.overtaken()) + " overtaken snapshot rows");
        }
        if (result.unrouted() > 0) {
            leftOut.add(Figures.count(result.unrouted()) + " without a route");
        }
        if (result.deadLetters() > 0) {
            leftOut.add(Figures.count(result.deadLetters()) + " dead letters in " + result.deadLetterFile());
        }
        return table.text() + Figures.count(result.rowsThisRun(), "row") + " sent by this run, "
                + Figures.count(result.perSecond()) + " a second; left out in all: " + String.join(", ", leftOut)
                + "\n";
    }

    @Override
    public void close() {
        progress.close();
    }
}
