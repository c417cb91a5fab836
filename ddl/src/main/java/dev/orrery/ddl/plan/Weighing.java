// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Tells of each step what it has to move, as far as the server tells how much that is. */
final class Weighing {
    private static final int NAMED = 4;

    private final Catalog desired;
    private final Catalog live;
    private final Map<ModelName, Volume> volumes;

    private Weighing(Catalog desired, Catalog live, Map<ModelName, Volume> volumes) {
        this.desired = desired;
        this.live = live;
        this.volumes = volumes;
    }

    static List<Step> of(List<Step> steps, Catalog desired, Catalog live, Map<ModelName, Volume> volumes) {
        Weighing weighing = new Weighing(desired, live, volumes);
        return steps.stream()
                .map(step -> weighing.weight(step).map(step::weighing).orElse(step))
                .toList();
    }

    private Optional<Weight> weight(Step step) {
        if (step.cost() == Cost.INSTANT || step.subject().indexOf('.') < 0) {
            return Optional.empty();
        }
        ModelName name = ModelName.parse(step.subject());
        Optional<Volume> own = Optional.ofNullable(volumes.get(name));
        return switch (step.cost()) {
            case INSTANT -> Optional.empty();
            case SCHEMA_CHANGE -> own.map(volume -> new Weight(Weight.Doing.REWRITES, volume, ""));
            case REBUILD -> own.map(volume -> new Weight(Weight.Doing.COPIES, volume, ""));
            case DATA_LOSS -> own.map(volume -> loss(step, volume));
            case REFRESH -> read(name);
        };
    }

    /** A table that is made anew loses values of its rows, and copies them first. */
    private static Weight loss(Step step, Volume volume) {
        boolean whole = step.mark() == Step.Mark.DROP;
        boolean copy = step.action().equals(TableRebuild.COPY);
        if (copy) {
            return new Weight(Weight.Doing.COPIES, volume, "");
        }
        // How much of a table is one column, no server tells.
        return whole
                ? new Weight(Weight.Doing.LOSES, volume, "")
                : new Weight(Weight.Doing.LOSES, new Volume(volume.rows(), 0), "a column");
    }

    private Optional<Weight> read(ModelName materializedView) {
        SortedSet<ModelName> stored = new TreeSet<>();
        Optional<Definition> definition = find(materializedView);
        definition.ifPresent(found -> found.reads().forEach(read -> stored(read, stored, new HashSet<>())));
        List<String> known = new ArrayList<>();
        Volume sum = Volume.NONE;
        for (ModelName name : stored) {
            Volume volume = volumes.get(name);
            if (volume == null && live.find(name).isPresent()) {
                return Optional.empty();
            }
            if (volume != null) {
                sum = sum.plus(volume);
                known.add(name.toString());
            }
        }
        String names = known.size() <= NAMED ? String.join(", ", known) : known.size() + " tables and MVs";
        return known.isEmpty() ? Optional.empty() : Optional.of(new Weight(Weight.Doing.READS, sum, names));
    }

    private Optional<Definition> find(ModelName name) {
        return desired.find(name).or(() -> live.find(name));
    }

    /** Through views down to what keeps rows. */
    private void stored(ModelName name, Set<ModelName> found, Set<ModelName> seen) {
        if (!seen.add(name)) {
            return;
        }
        Optional<Definition> definition = find(name);
        if (definition.isPresent() && definition.get() instanceof Definition.View view) {
            view.reads().forEach(read -> stored(read, found, seen));
        } else {
            found.add(name);
        }
    }
}
