// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.models.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as a person reads it: one line an object with its mark, what is done to it below.
 *
 * <pre>
 * + view ads.branch
 * ~ table ods.txn
 *     + column `channel` VARCHAR(20) · instant
 * Plan: 1 to create, 1 to change, 0 to drop.
 * </pre>
 */
public final class PlanText {
    /** A query that differs in more lines is shown only in full detail. */
    private static final int SHORT = 12;

    private PlanText() {}

    /** How much is shown of queries that change. */
    public enum Detail {
        SHORT,
        FULL
    }

    public static String of(Plan plan) {
        return of(plan, Detail.SHORT);
    }

    public static String of(Plan plan, Detail detail) {
        StringBuilder out = new StringBuilder();
        for (List<Step> steps : byObject(plan.steps()).values()) {
            object(out, steps, detail);
        }
        plan.seeds()
                .forEach(seed -> out.append("~ seed ")
                        .append(seed.table())
                        .append("\n    ")
                        .append(seed.rows().size())
                        .append(seed.rows().size() == 1 ? " row takes" : " rows take")
                        .append(" the place of those that it holds\n"));
        for (Diagnostic finding : plan.findings()) {
            out.append("! ").append(finding.message()).append('\n');
            finding.help().ifPresent(help -> out.append("    ").append(help).append('\n'));
        }
        out.append(summary(plan)).append('\n');
        moves(plan).ifPresent(moves -> out.append(moves).append('\n'));
        return out.toString();
    }

    /** Such as {@code Moves: copies 1,200 rows, 88 kB; reads 5,000,000 rows, 1.2 GB.}; empty when there are none to move. */
    public static Optional<String> moves(Plan plan) {
        Map<Weight.Doing, Volume> total = plan.total();
        return total.values().stream().allMatch(volume -> volume.rows() == 0)
                ? Optional.empty()
                : Optional.of(total.entrySet().stream()
                        .map(entry ->
                                entry.getKey().word() + " " + entry.getValue().words())
                        .collect(Collectors.joining("; ", "Moves: ", ".")));
    }

    /** Such as {@code Plan: 3 to create, 1 to change, 0 to drop.} or {@code No differences.} */
    public static String summary(Plan plan) {
        if (plan.isEmpty()) {
            long withheld = plan.withheld();
            return withheld == 0
                    ? "No differences."
                    : "Plan: nothing to carry out; " + withheld
                            + (withheld == 1 ? " difference is withheld." : " differences are withheld.");
        }
        if (plan.isBlocked()) {
            return "Plan: nothing is carried out before what is marked with ! is mended.";
        }
        Map<Step.Mark, Long> counts = byObject(plan.steps()).values().stream()
                .collect(Collectors.groupingBy(PlanText::mark, Collectors.counting()));
        return "Plan: " + counts.getOrDefault(Step.Mark.CREATE, 0L) + " to create, "
                + counts.getOrDefault(Step.Mark.CHANGE, 0L) + " to change, "
                + counts.getOrDefault(Step.Mark.DROP, 0L) + " to drop."
                + seeds(plan.seeds().size());
    }

    private static String seeds(int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> " 1 seed to load.";
            default -> " " + count + " seeds to load.";
        };
    }

    private static Map<String, List<Step>> byObject(List<Step> steps) {
        Map<String, List<Step>> byObject = new LinkedHashMap<>();
        steps.forEach(step -> byObject.computeIfAbsent(step.subject(), name -> new ArrayList<>())
                .add(step));
        return byObject;
    }

    /** What becomes of an object: dropped and made again is a change. */
    private static Step.Mark mark(List<Step> steps) {
        Set<Step.Mark> marks = steps.stream().map(Step::mark).collect(Collectors.toSet());
        if (marks.size() == 1) {
            return steps.get(0).mark();
        }
        boolean remade = marks.contains(Step.Mark.CREATE) && marks.contains(Step.Mark.DROP);
        return remade || !marks.contains(Step.Mark.CREATE) ? Step.Mark.CHANGE : Step.Mark.CREATE;
    }

    private static void object(StringBuilder out, List<Step> steps, Detail detail) {
        Step last = steps.get(steps.size() - 1);
        Step.Mark mark = mark(steps);
        out.append(mark.sign())
                .append(' ')
                .append(last.kind())
                .append(' ')
                .append(last.subject())
                .append('\n');
        boolean plainCreate = mark == Step.Mark.CREATE && steps.size() <= 2;
        boolean heavy = steps.stream()
                .anyMatch(step -> step.weight()
                        .filter(weight -> weight.volume().rows() > 0)
                        .isPresent());
        if (!plainCreate || heavy) {
            details(out, steps);
            steps.forEach(step -> query(out, step.diff(), detail));
        }
    }

    private static void query(StringBuilder out, List<String> diff, Detail detail) {
        if (detail == Detail.FULL || diff.size() <= SHORT) {
            diff.forEach(line -> out.append("      ").append(line).append('\n'));
        } else {
            out.append("      ").append(diff.size()).append(" lines differ; `--verbose` shows them\n");
        }
    }

    private static void details(StringBuilder out, List<Step> steps) {
        List<String> actions = new ArrayList<>();
        Cost worst = Cost.INSTANT;
        Set<String> effects = new LinkedHashSet<>();
        Set<String> weights = new LinkedHashSet<>();
        for (Step step : steps) {
            actions.add(step.action());
            worst = step.cost().compareTo(worst) > 0 ? step.cost() : worst;
            effects.addAll(step.effects());
            step.weight().ifPresent(weight -> weights.add(weight.words()));
        }
        out.append("    ")
                .append(String.join(", ", actions))
                .append(" · ")
                .append(worst.words())
                .append(weights.isEmpty() ? "" : " · " + String.join(", ", weights))
                .append('\n');
        effects.forEach(effect -> out.append("    ").append(effect).append('\n'));
    }
}
