// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.Layer;
import dev.orrery.models.project.Project;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The layer of each database: a project's own, or guessed from what the databases hold. */
final class Layers {
    private final Optional<Project> project;
    private final Map<String, List<Definition>> held = new TreeMap<>();

    Layers(Optional<Project> project, Collection<Definition> definitions) {
        this.project = project;
        definitions.forEach(definition -> held.computeIfAbsent(
                        definition.name().database(), database -> new java.util.ArrayList<>())
                .add(definition));
    }

    /** The folder of a database's models; empty when the project has no layer for it. */
    Optional<String> folder(String database) {
        return project.isEmpty() ? Optional.of(database) : declared(database).map(Layer::name);
    }

    /** What kind of model a file of this database is that does not say. */
    Optional<ModelGraph.Kind> kind(String database) {
        return project.isEmpty() ? guessed(database) : declared(database).flatMap(Layer::kind);
    }

    private Optional<Layer> declared(String database) {
        return project.stream()
                .flatMap(known -> known.layers().values().stream())
                .filter(layer -> layer.database().equals(database))
                .max(Comparator.comparing((Layer layer) -> layer.kind().equals(guessed(database)))
                        .thenComparing(Layer::name, Comparator.reverseOrder()));
    }

    /** What most of its objects are; in doubt what is the cheaper mistake: a view. */
    private Optional<ModelGraph.Kind> guessed(String database) {
        Map<ModelKind, Integer> counts = new EnumMap<>(ModelKind.class);
        held.getOrDefault(database, List.of())
                .forEach(definition -> counts.merge(ModelKind.of(definition), 1, Integer::sum));
        // Tables are always written out: what a layer's kind spares is a word at queries.
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        counts.keySet().equals(java.util.Set.of(ModelKind.TABLE))
                                ? ModelGraph.Kind.TABLE
                                : counts.getOrDefault(ModelKind.MATERIALIZED_VIEW, 0)
                                                > counts.getOrDefault(ModelKind.VIEW, 0)
                                        ? ModelGraph.Kind.MATERIALIZED_VIEW
                                        : ModelGraph.Kind.VIEW);
    }

    /** A line of orrery.yml, such as {@code dwd: { kind: view, reads: [ods, dwd] }}. */
    String line(String database) {
        StringBuilder line = new StringBuilder(YamlText.scalar(database)).append(": { ");
        ModelGraph.Kind kind = guessed(database).orElse(ModelGraph.Kind.VIEW);
        line.append("kind: ").append(kind.name().toLowerCase(Locale.ROOT));
        if (kind == ModelGraph.Kind.TABLE) {
            line.append(", loaded: true");
        }
        NavigableSet<String> reads = new TreeSet<>();
        held.getOrDefault(database, List.of())
                .forEach(definition ->
                        definition.reads().stream().map(ModelName::database).forEach(reads::add));
        if (!reads.isEmpty()) {
            line.append(", reads: ").append(YamlText.list(reads));
        }
        return line.append(" }").toString();
    }

    /** The databases that hold something, in the order of names. */
    List<String> databases() {
        return List.copyOf(held.keySet());
    }
}
