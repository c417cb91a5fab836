// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.drift;

import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
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

/**
 * What is on a server and not as the last apply left it.
 *
 * @param items in the order of names
 */
public record Drift(List<Item> items) {
    public Drift {
        items = List.copyOf(items);
    }

    /**
     * One object.
     *
     * @param how in what way it differs from what was deployed
     * @param words the server's reason, or what the project says of it; may be empty
     * @param back what brings it to what the project says now; empty when nothing is planned for it
     */
    public record Item(ModelName name, ModelKind kind, How how, String words, List<Step> back) {
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

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /**
     * @param live with the registry of what was deployed
     * @param unknown the fingerprint that stands for none: nothing can be said about such an object but what the project says
     */
    public static Drift of(Desired desired, Diff.Live live, String unknown) {
        Plan plan = Plan.of(desired, live, Destructive.ALLOWED);
        Set<ModelName> kept = Diff.between(desired, live, Destructive.WITHHELD).withheld();
        List<Item> items = new ArrayList<>();
        for (Map.Entry<ModelName, Registry.Entry> entry :
                live.registry().entries().entrySet()) {
            ModelName name = entry.getKey();
            how(
                            entry.getValue(),
                            live.catalog().find(name),
                            live.inactive().containsKey(name),
                            kept.contains(name),
                            unknown)
                    .ifPresent(how -> items.add(new Item(
                            name,
                            entry.getValue().kind(),
                            how,
                            words(how, name, live, desired),
                            plan.steps().stream()
                                    .filter(step -> step.subject().equals(name.toString()))
                                    .toList())));
        }
        return new Drift(items);
    }

    private static Optional<How> how(
            Registry.Entry entry, Optional<Definition> found, boolean inactive, boolean kept, String unknown) {
        if (found.isEmpty()) {
            return Optional.of(How.DROPPED);
        }
        boolean known = entry.isFinished() && !entry.live().equals(unknown);
        if (known && !entry.live().equals(Fingerprint.of(found.get()))) {
            return Optional.of(How.CHANGED);
        }
        if (inactive) {
            return Optional.of(How.INACTIVE);
        }
        return kept ? Optional.of(How.KEPT) : Optional.empty();
    }

    private static String words(How how, ModelName name, Diff.Live live, Desired desired) {
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
}
