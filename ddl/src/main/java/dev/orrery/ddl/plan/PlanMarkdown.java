// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.models.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan as a comment of a pull request: a table of objects, then, folded, how queries change and every statement. */
public final class PlanMarkdown {
    private PlanMarkdown() {}

    public static String of(Plan plan) {
        StringBuilder out =
                new StringBuilder("### ").append(PlanText.summary(plan)).append('\n');
        PlanText.moves(plan).ifPresent(moves -> out.append('\n').append(moves).append('\n'));
        Map<String, List<Step>> byObject = plan.steps().stream()
                .collect(Collectors.groupingBy(Step::subject, LinkedHashMap::new, Collectors.toList()));
        if (!byObject.isEmpty()) {
            out.append("\n| | object | what | cost |\n|---|---|---|---|\n");
            byObject.values().forEach(steps -> row(out, steps));
        }
        plan.seeds()
                .forEach(seed -> out.append("\n- seed `")
                        .append(seed.table())
                        .append("`: ")
                        .append(seed.rows().size())
                        .append(seed.rows().size() == 1 ? " row\n" : " rows\n"));
        for (Diagnostic finding : plan.findings()) {
            out.append("\n> **")
                    .append(finding.code().id())
                    .append("** ")
                    .append(cell(finding.message()))
                    .append(finding.help().map(help -> " — " + cell(help)).orElse(""))
                    .append('\n');
        }
        folded(
                out,
                "How queries change",
                "diff",
                plan.steps().stream()
                        .filter(step -> !step.diff().isEmpty())
                        .map(step -> "@@ " + step.subject() + " @@\n" + String.join("\n", step.diff()))
                        .toList());
        folded(
                out,
                "Statements",
                "sql",
                plan.steps().stream().map(step -> step.sql() + ";").toList());
        return out.toString();
    }

    private static void row(StringBuilder out, List<Step> steps) {
        Step first = steps.get(0);
        Set<String> words = new LinkedHashSet<>();
        steps.forEach(step -> words.addAll(step.effects()));
        Cost worst = steps.stream().map(Step::cost).max(Cost::compareTo).orElse(Cost.INSTANT);
        String actions = steps.stream().map(Step::action).collect(Collectors.joining(", "));
        out.append("| `")
                .append(first.mark().sign())
                .append("` | ")
                .append(first.kind())
                .append(" `")
                .append(first.subject())
                .append("` | ")
                .append(actions);
        words.forEach(word -> out.append("<br>").append(cell(word)));
        out.append(" | ").append(worst == Cost.DATA_LOSS ? "**" + worst.words() + "**" : worst.words());
        Set<String> weights = new LinkedHashSet<>();
        steps.forEach(step -> step.weight().ifPresent(weight -> weights.add(weight.words())));
        weights.forEach(weight -> out.append("<br>").append(cell(weight)));
        out.append(" |\n");
    }

    private static void folded(StringBuilder out, String title, String language, List<String> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        out.append("\n<details><summary>")
                .append(title)
                .append("</summary>\n\n````")
                .append(language)
                .append('\n')
                .append(String.join("\n", blocks))
                .append("\n````\n\n</details>\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\R", " ");
    }
}
