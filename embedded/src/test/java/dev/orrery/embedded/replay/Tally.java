// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of every step, counted and grouped. */
final class Tally {
    /** What a step was, and how it ended. */
    enum Outcome {
        EQUAL,
        WRONG,
        REFUSED,
        SET_UP,
        SET_UP_FAILED,
        ERROR,
        ERROR_MISSED
    }

    private record Entry(RecordedCase from, String sql, Outcome outcome, String message, boolean core) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(RecordedCase from, RecordedCase.Step step, Outcome outcome, String message) {
        entries.add(new Entry(from, step.sql(), outcome, message, from.isCore(step)));
    }

    private long count(Outcome outcome) {
        return entries.stream().filter(e -> e.outcome == outcome).count();
    }

    private long answers(boolean onlyCore, Outcome... outcomes) {
        List<Outcome> wanted = List.of(outcomes);
        return entries.stream()
                .filter(e -> wanted.contains(e.outcome) && (e.core || !onlyCore))
                .count();
    }

    long queries() {
        return answers(false, Outcome.EQUAL, Outcome.WRONG, Outcome.REFUSED);
    }

    double equal() {
        return percent(count(Outcome.EQUAL), queries());
    }

    double wrong() {
        return percent(count(Outcome.WRONG), queries());
    }

    double core() {
        return percent(answers(true, Outcome.EQUAL), answers(true, Outcome.EQUAL, Outcome.WRONG, Outcome.REFUSED));
    }

    double setUp() {
        return percent(count(Outcome.SET_UP), count(Outcome.SET_UP) + count(Outcome.SET_UP_FAILED));
    }

    double errors() {
        return percent(count(Outcome.ERROR), count(Outcome.ERROR) + count(Outcome.ERROR_MISSED));
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 100 : Math.round(1000.0 * part / whole) / 10.0;
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "set-up %.1f%% equal %.1f%% core %.1f%% wrong %.1f%% refused %.1f%% errors %.1f%% of %d queries",
                setUp(),
                equal(),
                core(),
                wrong(),
                percent(count(Outcome.REFUSED), queries()),
                errors(),
                queries());
    }

    /** {@code summary.txt}, and for each kind of failure a file of groups by first line of the error, biggest first. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("summary.txt"), summary() + "\n" + byDirectory());
        for (Outcome outcome : List.of(Outcome.WRONG, Outcome.REFUSED, Outcome.SET_UP_FAILED, Outcome.ERROR_MISSED)) {
            Files.writeString(folder.resolve(outcome.name().toLowerCase(Locale.ROOT) + ".txt"), groups(outcome));
        }
    }

    private String byDirectory() {
        Map<String, EnumMap<Outcome, Integer>> counts = new TreeMap<>();
        for (Entry entry : entries) {
            counts.computeIfAbsent(entry.from.directory(), d -> new EnumMap<>(Outcome.class))
                    .merge(entry.outcome, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> -e.getValue().getOrDefault(Outcome.WRONG, 0)
                        - e.getValue().getOrDefault(Outcome.REFUSED, 0)))
                .map(e -> String.format(Locale.ROOT, "%-50s %s%n", e.getKey(), e.getValue()))
                .collect(Collectors.joining());
    }

    private String groups(Outcome outcome) {
        Map<String, List<Entry>> groups = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.outcome == outcome) {
                boolean byTopic = outcome == Outcome.WRONG || outcome == Outcome.ERROR_MISSED;
                String key = byTopic ? entry.from.directory() : firstLine(entry.message);
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
            }
        }
        StringBuilder text = new StringBuilder();
        groups.entrySet().stream()
                .sorted(Comparator.comparingInt(g -> -g.getValue().size()))
                .forEach(group -> {
                    text.append("=== ")
                            .append(group.getValue().size())
                            .append("  ")
                            .append(group.getKey())
                            .append('\n');
                    group.getValue()
                            .forEach(entry -> text.append("--- ")
                                    .append(entry.from.directory())
                                    .append('/')
                                    .append(entry.from.name())
                                    .append('\n')
                                    .append(entry.sql)
                                    .append('\n')
                                    .append(entry.message)
                                    .append('\n'));
                });
        return text.toString();
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
