// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.drift;

import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.diff.Shadow;
import dev.orrery.ddl.normal.Fingerprint;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.Step;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is on a server and not as the last apply left it: three states are compared, the server's, the project's and the one of
 * the last apply.
 *
 * @param items in the order of names
 * @param projectMoved models that only the project changed since: no drift, the next plan has them
 * @param others objects in the project's databases that are not the project's
 * @param log what the server remembers of the changes
 */
public record Drift(List<Item> items, List<ModelName> projectMoved, List<ModelName> others, Trace.Log log) {
    public Drift {
        items = List.copyOf(items);
        projectMoved = List.copyOf(projectMoved);
        others = List.copyOf(others);
    }

    /**
     * One object.
     *
     * @param how in what way it differs from what was deployed
     * @param project whether the project has changed its model since as well
     * @param words the server's reason, or what the project says of it; may be empty
     * @param back what brings it to what the project says now; empty when nothing is planned for it
     */
    public record Item(ModelName name, ModelKind kind, How how, Project project, String words, List<Step> back) {
        public Item {
            back = List.copyOf(back);
        }
    }

    /** In what way. */
    public enum How {
        CHANGED("changed on the server since the last apply"),
        DROPPED("dropped on the server since the last apply"),
        INACTIVE("inactive on the server"),
        KEPT("has more than the project says");

        private final String words;

        How(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** What the project did meanwhile. */
    public enum Project {
        UNCHANGED(""),
        CHANGED("and changed in the project as well"),
        GONE("and no longer in the project");

        private final String words;

        Project(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** The objects that somebody changed or dropped. */
    public Set<ModelName> touched() {
        Set<ModelName> touched = new TreeSet<>();
        items.stream().filter(item -> item.how() != How.KEPT).map(Item::name).forEach(touched::add);
        return touched;
    }

    /** The same, with what the server remembers. */
    public Drift with(Trace.Log known) {
        return new Drift(items, projectMoved, others, known);
    }

    /**
     * @param live with the registry of what was deployed
     * @param unknown the fingerprint that stands for none: nothing can be said about such an object but what the project says
     */
    public static Drift of(Desired desired, Diff.Live live, String unknown) {
        return new Comparison(desired, live, unknown).drift();
    }

    private static final class Comparison {
        private final Desired desired;
        private final Diff.Live live;
        private final String unknown;
        private final Plan plan;
        private final Set<ModelName> kept;
        private final List<Item> items = new ArrayList<>();
        private final List<ModelName> projectMoved = new ArrayList<>();

        Comparison(Desired desired, Diff.Live live, String unknown) {
            this.desired = desired;
            this.live = live;
            this.unknown = unknown;
            this.plan = Plan.of(desired, live, Destructive.ALLOWED);
            this.kept = Diff.between(desired, live, Destructive.WITHHELD).withheld();
        }

        Drift drift() {
            live.registry().entries().forEach(this::look);
            return new Drift(items, projectMoved, others(), Trace.Log.none());
        }

        private void look(ModelName name, Registry.Entry entry) {
            Project project = project(name, entry);
            List<Step> back = plan.steps().stream()
                    .filter(step -> step.subject().equals(name.toString()))
                    .toList();
            Optional<How> how = how(name, entry);
            boolean agreed = how.equals(Optional.of(How.CHANGED))
                    && project == Project.CHANGED
                    && back.isEmpty()
                    && !live.inactive().containsKey(name);
            boolean goneOnBothSides = how.equals(Optional.of(How.DROPPED)) && project == Project.GONE;
            if (how.isPresent() && !agreed && !goneOnBothSides) {
                items.add(new Item(name, entry.kind(), how.get(), project, words(how.get(), name), back));
            } else if (how.isEmpty() && project != Project.UNCHANGED) {
                projectMoved.add(name);
            }
        }

        private Project project(ModelName name, Registry.Entry entry) {
            Optional<Definition> wanted = desired.catalog().find(name);
            if (wanted.isEmpty()) {
                return Project.GONE;
            }
            boolean known = entry.isFinished() && !entry.desired().equals(unknown);
            return known && !entry.desired().equals(Fingerprint.of(wanted.get())) ? Project.CHANGED : Project.UNCHANGED;
        }

        private Optional<How> how(ModelName name, Registry.Entry entry) {
            Optional<Definition> found = live.catalog().find(name);
            if (found.isEmpty()) {
                return Optional.of(How.DROPPED);
            }
            boolean known = entry.isFinished() && !entry.live().equals(unknown);
            if (known && !entry.live().equals(Fingerprint.of(found.get()))) {
                return Optional.of(How.CHANGED);
            }
            if (live.inactive().containsKey(name)) {
                return Optional.of(How.INACTIVE);
            }
            return kept.contains(name) ? Optional.of(How.KEPT) : Optional.empty();
        }

        private String words(How how, ModelName name) {
            return switch (how) {
                case INACTIVE -> live.inactive().getOrDefault(name, "");
                case KEPT ->
                    Diff.between(desired, live, Destructive.WITHHELD).findings().stream()
                            .map(Diagnostic::message)
                            .filter(message -> message.contains("'" + name + "'"))
                            .findFirst()
                            .orElse("");
                case CHANGED, DROPPED -> "";
            };
        }

        /** In databases that hold something of ours. */
        private List<ModelName> others() {
            Set<String> databases = new TreeSet<>();
            live.registry().entries().keySet().forEach(name -> databases.add(name.database()));
            Map<ModelName, Registry.Entry> ours = live.registry().entries();
            return live.catalog().definitions().stream()
                    .map(Definition::name)
                    .filter(name -> databases.contains(name.database()) && !ours.containsKey(name))
                    .filter(name -> desired.catalog().find(name).isEmpty() && !Shadow.isShadow(name))
                    .sorted()
                    .toList();
        }
    }
}
