// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.refresher.decide.Times;
import dev.orrery.refresher.history.WaveResult;
import dev.orrery.refresher.history.WaveResult.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A wave as a small tree for people: each MV once, below the one that it waited for last. */
public final class WaveTree {
    private final WaveResult wave;
    private final Map<ModelName, List<Run>> below = new HashMap<>();
    private final List<Run> tops = new ArrayList<>();
    private final Map<ModelName, Integer> depths = new HashMap<>();

    private WaveTree(WaveResult wave) {
        this.wave = wave;
        Map<ModelName, Run> byName = wave.runs().stream().collect(Collectors.toMap(Run::mv, run -> run));
        for (Run run : wave.runs()) {
            Optional<ModelName> parent =
                    run.upstream().stream().filter(byName::containsKey).max((a, b) -> later(byName, a, b));
            depths.put(
                    run.mv(), parent.map(mv -> depths.getOrDefault(mv, 0) + 1).orElse(0));
            parent.map(mv -> below.computeIfAbsent(mv, any -> new ArrayList<>()))
                    .orElse(tops)
                    .add(run);
        }
    }

    /** The headline and a line for each MV, without colour. */
    public static List<String> lines(WaveResult wave) {
        WaveTree tree = new WaveTree(wave);
        List<String> lines = new ArrayList<>();
        lines.add(tree.headline());
        tree.append(lines, tree.tops, "", tree.width());
        return lines;
    }

    private String headline() {
        Map<RunState, Long> counts = new TreeMap<>();
        wave.runs().forEach(run -> run.state().ifPresent(state -> counts.merge(state, 1L, Long::sum)));
        String states = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                .collect(Collectors.joining(", "));
        return "wave " + wave.id() + " (" + wave.cause().text() + "): " + (states.isEmpty() ? "no MVs" : states)
                + wave.duration().map(took -> " in " + Times.text(took)).orElse("");
    }

    private void append(List<String> lines, List<Run> runs, String indent, int width) {
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            boolean last = i == runs.size() - 1;
            String name = indent + (last ? "└─ " : "├─ ") + run.mv();
            lines.add((name + " ".repeat(Math.max(1, width - name.length())) + outcome(run)).stripTrailing());
            append(lines, below.getOrDefault(run.mv(), List.of()), indent + (last ? "   " : "│  "), width);
        }
    }

    private int width() {
        return 2
                + wave.runs().stream()
                        .mapToInt(run -> 3 * depths.getOrDefault(run.mv(), 0)
                                + 3
                                + run.mv().toString().length())
                        .max()
                        .orElse(0);
    }

    private String outcome(Run run) {
        String state = run.state().map(WaveTree::word).orElse("waits");
        StringBuilder text = new StringBuilder(state);
        run.duration().ifPresent(took -> text.append("  ").append(Times.text(took)));
        if (run.upstream().size() > 1) {
            text.append("  after ")
                    .append(run.upstream().stream().map(ModelName::toString).collect(Collectors.joining(", ")));
        }
        run.error()
                .ifPresent(error ->
                        text.append("  ").append(error.lines().findFirst().orElse("")));
        boolean explained =
                run.state().filter(found -> found == RunState.BLOCKED).isPresent();
        return explained ? text.append("  ").append(run.reason()).toString() : text.toString();
    }

    private static String word(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static int later(Map<ModelName, Run> byName, ModelName a, ModelName b) {
        Run first = byName.get(a);
        Run second = byName.get(b);
        if (first == null || second == null) {
            return a.compareTo(b);
        }
        int byEnd = first.finishedAt()
                .orElse(java.time.Instant.MAX)
                .compareTo(second.finishedAt().orElse(java.time.Instant.MAX));
        return byEnd != 0 ? byEnd : b.compareTo(a);
    }
}
