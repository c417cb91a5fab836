// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.models.catalog.ModelName;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a rollback will do, before it does it.
 *
 * @param to what was asked for
 * @param parts the deployments to take back, newest first
 */
public record UndoPlan(RollbackTo to, List<Part> parts) {
    public UndoPlan {
        parts = List.copyOf(parts);
    }

    /**
     * @param steps those that have run and have an undo, last first
     */
    public record Part(int deployment, List<UndoStep> steps) {
        public Part {
            steps = List.copyOf(steps);
        }

        /** As history prints it. */
        public String tag() {
            return "%04d".formatted(deployment);
        }
    }

    /**
     * @param dropped tables that hold rows now and go with them, by the names that they have now
     * @param columns that go with their values, quoted as in the statement
     */
    public record UndoStep(ChangeSetId step, List<ModelName> dropped, List<String> columns) {
        public UndoStep {
            dropped = List.copyOf(dropped);
            columns = List.copyOf(columns);
        }

        private String text() {
            StringBuilder text =
                    new StringBuilder("  ").append(step.subject()).append(": ").append(step.action());
            dropped.forEach(table -> text.append("; table ").append(table).append(" is dropped with its rows"));
            columns.forEach(column -> text.append("; column ").append(column).append(" is dropped with its values"));
            return text.append('\n').toString();
        }
    }

    /** The tables whose rows are lost. */
    public SortedSet<ModelName> losing() {
        return parts.stream()
                .flatMap(part -> part.steps().stream())
                .map(UndoStep::dropped)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For people: a block a deployment, a line a step that is undone, in the order in which that happens. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            int count = part.steps().size();
            text.append("deployment ").append(part.tag()).append(": ");
            text.append(count == 0 ? "nothing is" : count == 1 ? "1 step is" : count + " steps are");
            text.append(" undone\n");
            part.steps().forEach(step -> text.append(step.text()));
        }
        return text.toString();
    }
}
