// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.environment;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Header;
import dev.orrery.models.project.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Where one environment finds the models of a project.
 *
 * @param whole the project as it is written
 * @param environment whose names these are
 * @param databases the environment's own name of a database
 * @param names where each model is: under the environment's own name, or in one of its bases
 * @param built the models, by the project's names, that the environment has of its own
 */
public record Placement(
        Compilation whole,
        Environment environment,
        UnaryOperator<String> databases,
        SortedMap<ModelName, ModelName> names,
        SortedSet<ModelName> built) {
    public Placement {
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
        built = Collections.unmodifiableSortedSet(new TreeSet<>(built));
    }

    /** Everything is built here, under the environment's names. */
    public static Placement ofAll(Compilation whole, Environment environment, UnaryOperator<String> databases) {
        Set<ModelName> all = whole.models().keySet();
        SortedMap<ModelName, ModelName> names = new TreeMap<>();
        all.forEach(name -> names.put(name, own(name, databases)));
        return new Placement(whole, environment, databases, names, new TreeSet<>(all));
    }

    /** Some of the models are built here, all others are where the base finds them. */
    public static Placement on(
            Placement base, Environment environment, UnaryOperator<String> databases, Set<ModelName> built) {
        SortedMap<ModelName, ModelName> names = new TreeMap<>(base.names());
        built.forEach(name -> names.put(name, own(name, databases)));
        return new Placement(base.whole(), environment, databases, names, new TreeSet<>(built));
    }

    private static ModelName own(ModelName name, UnaryOperator<String> databases) {
        return new ModelName(databases.apply(name.database()), name.name());
    }

    /** Where a model is; a name that is no model's is its own. */
    public ModelName name(ModelName model) {
        return names.getOrDefault(model, model);
    }

    /** Of names that a person wrote: the project's lead to where the model is, others stay. */
    public SortedSet<ModelName> names(Set<ModelName> models) {
        return models.stream().map(this::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether nothing differs from the project as it is written. */
    private boolean isAsWritten() {
        return !environment.isBeside() && environment.properties().isEmpty();
    }

    /** What is built here. Its graph also holds what is read from bases, refreshed by others. */
    public Compilation here() {
        if (isAsWritten()) {
            return whole;
        }
        SortedMap<ModelName, Model> models = new TreeMap<>();
        for (ModelName name : built) {
            whole.model(name).ifPresent(model -> models.put(name(name), placed(model)));
        }
        return new Compilation(whole.project(), new Catalog(definitions(built)), graph(), whole.lineage(), models);
    }

    /** What the models that are built here read directly, and what is not built here. */
    public Catalog elsewhere() {
        Set<ModelName> others = new TreeSet<>();
        built.forEach(name -> whole.catalog().find(name).map(Definition::reads).ifPresent(others::addAll));
        others.removeAll(built);
        return new Catalog(definitions(others));
    }

    private List<Definition> definitions(Set<ModelName> of) {
        Renaming renaming = new Renaming(names);
        EnvironmentProperties properties =
                new EnvironmentProperties(environment, whole.project().target());
        List<Definition> definitions = new ArrayList<>();
        for (ModelName name : of) {
            whole.catalog().find(name).map(renaming::of).map(properties::in).ifPresent(definitions::add);
        }
        return definitions;
    }

    private ModelGraph graph() {
        List<ModelGraph.Node> nodes = new ArrayList<>();
        for (ModelGraph.Node node : whole.graph().nodes()) {
            SortedSet<ModelName> reads = names(node.reads());
            boolean others = !built.contains(node.name()) && node.refresh() == ModelGraph.Refresh.MANAGED;
            nodes.add(new ModelGraph.Node(
                    name(node.name()),
                    node.kind(),
                    reads,
                    node.targetLag(),
                    others ? ModelGraph.Refresh.NATIVE : node.refresh()));
        }
        return new ModelGraph(nodes);
    }

    private Model placed(Model model) {
        Header.Life life = model.header().life();
        Optional<String> renamedFrom = life.renamedFrom().map(old -> {
            int dot = old.indexOf('.');
            return dot < 0 ? old : databases.apply(old.substring(0, dot)) + old.substring(dot);
        });
        Header.Life placed = new Header.Life(
                renamedFrom, life.destructive(), life.grants(), names(life.dependsOn()), life.formerColumns());
        Header header = model.header();
        return model.with(new Header(header.keys(), header.about(), header.freshness(), header.storage(), placed))
                .named(name(model.name()));
    }

    /** The project's names by those of this environment. */
    public Map<ModelName, ModelName> asWritten() {
        Map<ModelName, ModelName> back = new TreeMap<>();
        names.forEach((project, here) -> back.put(here, project));
        return back;
    }
}
