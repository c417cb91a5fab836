// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Ink;
import dev.orrery.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Outcomes for people. */
public final class TestReport {
    private final Terminal terminal;

    public TestReport(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(List<Outcome> outcomes) {
        outcomes.forEach(this::print);
        if (!outcomes.isEmpty()) {
            terminal.print("");
        }
        terminal.print(summary(outcomes));
        List<Outcome> skipped = outcomes.stream()
                .filter(outcome -> outcome.verdict() instanceof Outcome.Skipped)
                .toList();
        if (!skipped.isEmpty()) {
            String models = skipped.stream()
                    .map(outcome -> outcome.model().toString())
                    .distinct()
                    .collect(Collectors.joining(", "));
            terminal.say("skipped, since no test gives rows for them: the data tests of " + models
                    + "; `orrery test -e NAME` runs them on a server's rows");
        }
    }

    private void print(Outcome outcome) {
        String title = outcome.model() + ": " + outcome.name();
        outcome.verdict()
                .<List<String>>match(
                        passed -> List.of(line(Ink.GREEN, "passed ", title) + "  " + Figures.duration(outcome.took())),
                        failed -> with(
                                line(Ink.RED, "FAILED ", title), outcome, failed.summary() + "\n" + failed.table()),
                        broken -> with(line(Ink.RED, "ERROR  ", title), outcome, broken.reason()),
                        skipped -> List.of())
                .forEach(terminal::print);
    }

    private String line(Ink ink, String word, String title) {
        return terminal.paint(ink, word) + " " + title;
    }

    private static List<String> with(String title, Outcome outcome, String text) {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.add("  --> " + outcome.at().file().path() + ":" + outcome.at().line());
        text.lines().map(line -> ("  " + line).stripTrailing()).forEach(lines::add);
        return lines;
    }

    private static String summary(List<Outcome> outcomes) {
        long passed = count(outcomes, Outcome.Passed.class);
        long failed = count(outcomes, Outcome.Failed.class);
        long broken = count(outcomes, Outcome.Broken.class);
        long skipped = count(outcomes, Outcome.Skipped.class);
        return Figures.count(outcomes.size()) + (outcomes.size() == 1 ? " test: " : " tests: ")
                + Figures.count(passed) + " passed, " + Figures.count(failed) + " failed"
                + (broken == 0 ? "" : ", " + Figures.count(broken) + " could not run")
                + (skipped == 0 ? "" : ", " + Figures.count(skipped) + " skipped");
    }

    private static long count(List<Outcome> outcomes, Class<? extends Outcome.Verdict> kind) {
        return outcomes.stream()
                .filter(outcome -> kind.isInstance(outcome.verdict()))
                .count();
    }
}
