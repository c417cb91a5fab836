// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Assessment;
import dev.orrery.refresher.decide.Decision;
import dev.orrery.refresher.decide.Facts;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.decide.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an MV is refreshed, or is not: what was decided, and the facts that it was decided on.
 *
 * @param headline what was decided and its one reason
 * @param facts a line each
 */
public record Explanation(ModelName mv, String headline, List<String> facts) {
    public Explanation {
        facts = List.copyOf(facts);
    }

    static Explanation of(RefreshGraph graph, Assessment assessment, Decision decision, Instant now) {
        Facts facts = assessment.of(decision.mv());
        List<String> lines = new ArrayList<>();
        lines.add("new for it: "
                + facts.pending().map(found -> found.reason().text()).orElse("nothing"));
        lines.add("lag: " + facts.lag().map(Times::text).orElse("unknown, it was never refreshed"));
        lines.add("target lag: " + target(facts));
        lines.add("its refresh takes: "
                + (facts.expected().isZero() ? "unknown, it never ran" : "up to " + Times.text(facts.expected()))
                + (facts.chain().equals(facts.expected())
                        ? ""
                        : ", with what is below it up to " + Times.text(facts.chain())));
        facts.dueAt()
                .ifPresent(due -> lines.add("has to start: "
                        + (due.isAfter(now) ? "at " + Times.text(due) : "now, since " + Times.text(due))));
        facts.obstacle().ifPresent(obstacle -> lines.add("in the way: " + obstacle));
        graph.find(decision.mv()).ifPresent(node -> {
            lines.add("stands on: " + names(assessment, node.upstream(), node.directRoots()));
            if (!node.downstream().isEmpty()) {
                lines.add("carries: "
                        + node.downstream().stream().map(ModelName::toString).collect(Collectors.joining(", ")));
            }
        });
        return new Explanation(decision.mv(), decision.mv() + " " + verb(decision) + ": " + decision.reason(), lines);
    }

    /** The headline, and the facts as a tree below it. */
    public String toText() {
        StringBuilder text = new StringBuilder(headline).append('\n');
        for (int i = 0; i < facts.size(); i++) {
            text.append(i == facts.size() - 1 ? "└─ " : "├─ ")
                    .append(facts.get(i))
                    .append('\n');
        }
        return text.toString();
    }

    private static String verb(Decision decision) {
        return decision.match(
                join -> "is refreshed now",
                start -> "is refreshed now",
                unchanged -> "is not refreshed",
                blocked -> "cannot be refreshed",
                wait -> "waits");
    }

    private static String target(Facts facts) {
        Optional<String> own = facts.ownTarget().map(Times::text);
        String derived = facts.target().map(Times::text).orElse("none");
        if (own.isEmpty()) {
            return derived + (facts.target().isPresent() ? ", which what stands on it needs" : "");
        }
        return own.get().equals(derived)
                ? derived
                : derived + ", which what stands on it needs; its own is " + own.get();
    }

    private static String names(Assessment assessment, Iterable<ModelName> mvs, Iterable<ModelName> roots) {
        List<String> names = new ArrayList<>();
        mvs.forEach(mv -> names.add(
                mv + (assessment.of(mv).pending().isPresent() ? " (MV, something new)" : " (MV, up to date)")));
        roots.forEach(root -> names.add(root.toString()));
        return String.join(", ", names);
    }
}
