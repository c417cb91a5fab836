// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Change;
import dev.orrery.ddl.diff.Dependents;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.Shadow;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Puts changes in an order that a server accepts: left-overs, databases, tables, then views and MVs upstream first, each
 * MV filled before anything that reads it follows; then what goes away, readers first; columns with values last. An MV
 * that a change made inactive is re-activated, and filled, at its own place.
 */
final class PlanOrder {
    private final Catalog desired;
    private final Diff.Live server;
    private final Catalog live;
    private final List<Change> changes;
    private final Map<String, List<Change>> byModel = new HashMap<>();
    private final NavigableSet<ModelName> inactive = new TreeSet<>();
    private final Map<ModelName, SortedSet<ModelName>> inactivatedBy = new TreeMap<>();
    private final Map<ModelName, ModelName> former = new TreeMap<>();
    private final RestoredReaders restored;
    private final Bystanders bystanders;
    private final List<Step> steps = new ArrayList<>();

    PlanOrder(Catalog desired, Diff.Live server, List<Change> changes) {
        this.server = server;
        this.desired = desired;
        this.live = server.catalog();
        this.changes = changes;
        Dependents dependents = new Dependents(live);
        this.bystanders = new Bystanders(live, dependents);
        for (Change change : changes) {
            inactivation(change, dependents);
            if (change instanceof Change.Rename rename) {
                former.put(rename.to(), rename.live().name());
            }
            if (!(change instanceof Change.DropLeftover)) {
                byModel.computeIfAbsent(change.accept(SubjectOf.CHANGE), name -> new ArrayList<>())
                        .add(change);
            }
        }
        inactivatedBy.values().forEach(inactive::addAll);
        this.restored = new RestoredReaders(server, desired, changes, dependents, inactive);
    }

    List<Step> steps() {
        if (changes.isEmpty()) {
            return List.of();
        }
        each(change -> change instanceof Change.DropLeftover, Phase.BEFORE);
        each(change -> change instanceof Change.CreateDatabase, Phase.BEFORE);
        List<Definition> upstreamFirst = Dependents.inOrder(desired.definitions());
        for (Definition definition : upstreamFirst) {
            if (definition instanceof Definition.Table) {
                model(definition.name());
            }
        }
        for (Definition definition : upstreamFirst) {
            if (!(definition instanceof Definition.Table)) {
                model(definition.name());
            }
        }
        List<Definition> gone = new ArrayList<>(Dependents.inOrder(live.definitions()));
        Collections.reverse(gone);
        for (Definition definition : gone) {
            if (desired.find(definition.name()).isEmpty()) {
                each(change -> change instanceof Change.Drop drop && drop.live().equals(definition), Phase.AFTER);
            }
        }
        restored.step().ifPresent(steps::add);
        each(change -> change instanceof Change.AlterColumns, Phase.AFTER);
        each(change -> change instanceof Change.RenameColumn, Phase.AFTER);
        each(change -> change instanceof Change.Rename, Phase.AFTER);
        return List.copyOf(steps);
    }

    /** When the steps of a change are written: with their model, or after everything else. */
    enum Phase {
        BEFORE,
        AFTER
    }

    private void each(Predicate<Change> which, Phase phase) {
        changes.stream().filter(which).forEach(change -> write(change, phase));
    }

    private void write(Change change, Phase phase) {
        List<Step> written =
                change.accept(new StepWriter(phase, this::effects, this::readersOf, server::grantsOn, this::former));
        boolean elsewhere = restored.takesBack(change);
        written.forEach(step -> steps.add(elsewhere ? step.leavingUndoToReaders() : step));
    }

    private ModelName former(ModelName name) {
        return former.getOrDefault(name, name);
    }

    private void model(ModelName name) {
        List<Change> own = byModel.getOrDefault(name.toString(), List.of());
        own.forEach(change -> write(change, Phase.BEFORE));
        boolean remade = own.stream()
                .anyMatch(change -> change instanceof Change.RebuildMaterializedView
                        || change instanceof Change.CreateMaterializedView
                        || change instanceof Change.Activate);
        if (inactive.contains(name) && !remade && desired.find(name).isPresent()) {
            steps.addAll(StepWriter.activate(name));
            boolean filled = own.stream().anyMatch(change -> change instanceof Change.Fill);
            if (!filled) {
                steps.addAll(StepWriter.fill(name));
            }
        }
    }

    /** Which MVs of the server a change makes inactive. */
    private void inactivation(Change change, Dependents dependents) {
        Set<ModelName> touched = change.accept(new Inactivating());
        for (ModelName name : touched) {
            SortedSet<ModelName> materializedViews = new TreeSet<>(dependents.materializedViews(name));
            materializedViews.removeIf(Shadow::isShadow);
            inactivatedBy.put(name, materializedViews);
        }
        if (change instanceof Change.RenameColumn rename) {
            inactivatedBy
                    .computeIfAbsent(rename.table(), name -> new TreeSet<>())
                    .addAll(bystanders.of(former(rename.table()), rename.from()));
        }
    }

    private List<String> effects(ModelName changed) {
        List<String> effects = new ArrayList<>();
        SortedSet<ModelName> hit = inactivatedBy.getOrDefault(changed, new TreeSet<>());
        List<String> staying = hit.stream()
                .filter(name -> desired.find(name).isPresent())
                .map(ModelName::toString)
                .toList();
        if (!staying.isEmpty()) {
            effects.add("makes " + String.join(", ", staying) + " inactive until re-activated and refreshed in full");
        }
        effects.addAll(Bystanders.words(hit.stream().filter(this::isBystander).toList()));
        if (desired.find(changed).isEmpty()) {
            effects.addAll(Bystanders.broken(
                    bystanders.views(changed).stream().filter(this::isBystander).toList()));
        }
        return effects;
    }

    /** Neither the project's nor about to be dropped. */
    private boolean isBystander(ModelName name) {
        return desired.find(name).isEmpty()
                && byModel.getOrDefault(name.toString(), List.of()).stream()
                        .noneMatch(change -> change instanceof Change.Drop);
    }

    private List<String> readersOf(ModelName table, String column) {
        List<String> words = new ArrayList<>(Bystanders.words(
                bystanders.of(table, column).stream().filter(this::isBystander).toList()));
        words.addAll(Bystanders.broken(bystanders.views(table, column).stream()
                .filter(this::isBystander)
                .toList()));
        return words;
    }
}
