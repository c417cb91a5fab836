// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Change;
import dev.orrery.ddl.diff.Dependents;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Shadow;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.starrocks.LiveGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The way back for all that stands on renamed objects. Taken back one by one, last first, an MV would have to be made from one
 * that still reads what is no longer called so, and a server makes no MV from an inactive one. So they are made what they were
 * together, upstream first, once the old names are back; each of them from whatever an interrupted deployment left.
 */
final class RestoredReaders {
    private final Diff.Live server;
    private final NavigableSet<ModelName> staying = new TreeSet<>();
    private final List<Change.Rename> renames = new ArrayList<>();
    private final List<ModelName> subjects = new ArrayList<>();
    private final NavigableMap<ModelName, Change> changed = new TreeMap<>();
    private final NavigableSet<ModelName> readers = new TreeSet<>();

    RestoredReaders(
            Diff.Live server, Catalog desired, List<Change> changes, Dependents dependents, Set<ModelName> inactive) {
        this.server = server;
        for (Change change : changes) {
            if (change instanceof Change.Rename rename) {
                renames.add(rename);
                subjects.add(rename.to());
                readers.addAll(dependents.readers(rename.live().name()));
            }
        }
        NavigableMap<ModelName, ModelName> former = new TreeMap<>();
        renames.forEach(rename -> former.put(rename.to(), rename.live().name()));
        staying.addAll(former.values());
        desired.names().forEach(staying::add);
        for (Change change : changes) {
            rewritten(change).ifPresent(name -> changed.put(former.getOrDefault(name, name), change));
        }
        columns(changes, former, dependents, inactive);
        // A renamed MV with another query has to be what it was before those that read it are.
        former.values().stream().filter(changed::containsKey).forEach(readers::add);
    }

    /** Of what stands on a table with a renamed column, only what is made anew or becomes inactive. */
    private void columns(
            List<Change> changes,
            NavigableMap<ModelName, ModelName> former,
            Dependents dependents,
            Set<ModelName> inactive) {
        for (Change change : changes) {
            if (change instanceof Change.RenameColumn rename) {
                subjects.add(rename.table());
                dependents.readers(former.getOrDefault(rename.table(), rename.table())).stream()
                        .filter(reader -> changed.containsKey(reader) || inactive.contains(reader))
                        .forEach(readers::add);
            }
        }
    }

    private static Optional<ModelName> rewritten(Change change) {
        if (change instanceof Change.ReplaceView replace) {
            return Optional.of(replace.desired().name());
        }
        return change instanceof Change.RebuildMaterializedView rebuild
                ? Optional.of(rebuild.desired().name())
                : Optional.empty();
    }

    /** Whether a change is taken back here, and not by its own steps. */
    boolean takesBack(Change change) {
        return readers.stream().anyMatch(reader -> change.equals(changed.get(reader)));
    }

    /** A step that does nothing but carry the way back; none when nothing stands on what is renamed. */
    Optional<Step> step() {
        List<String> undo = new ArrayList<>();
        for (Definition reader : Dependents.inOrder(server.catalog().definitions())) {
            if (readers.contains(reader.name()) && !Shadow.isShadow(reader.name())) {
                undo.addAll(restored(reader));
            }
        }
        return undo.isEmpty() ? Optional.empty() : Optional.of(carrier(undo));
    }

    private Step carrier(List<String> undo) {
        return new Step(
                Step.Mark.CHANGE,
                Step.UNDO_OF_READERS,
                kind(subjects.get(0)).word(),
                subjects.get(0).toString(),
                "SELECT 1",
                undo,
                Cost.INSTANT,
                List.of());
    }

    private ModelKind kind(ModelName subject) {
        return renames.stream()
                .filter(rename -> rename.to().equals(subject))
                .findFirst()
                .map(rename -> ModelKind.of(rename.live()))
                .orElse(ModelKind.TABLE);
    }

    private List<String> restored(Definition reader) {
        Change change = changed.get(reader.name());
        if (change instanceof Change.ReplaceView replace) {
            return List.of(Ddl.replace(replace.live().statement(), reader.name()));
        }
        if (change instanceof Change.RebuildMaterializedView rebuild) {
            return rebuilt(rebuild.live(), reader.name());
        }
        boolean inactive = reader instanceof Definition.MaterializedView && staying.contains(reader.name());
        return inactive ? List.of(Ddl.activate(reader.name()), Ddl.refresh(reader.name())) : List.of();
    }

    private List<String> rebuilt(Definition.MaterializedView live, ModelName name) {
        ModelName shadow = Shadow.of(name);
        List<String> statements = new ArrayList<>(List.of(
                Ddl.drop(ModelKind.MATERIALIZED_VIEW, shadow),
                Ddl.create(Shadow.named(live.statement(), shadow), shadow),
                Ddl.refresh(shadow)));
        for (LiveGrant grant : server.grantsOn(name)) {
            statements.add(Ddl.grant(ModelKind.MATERIALIZED_VIEW, shadow, grant));
        }
        statements.add(Ddl.swap(name, shadow));
        statements.add(Ddl.drop(ModelKind.MATERIALIZED_VIEW, shadow));
        return statements;
    }
}
