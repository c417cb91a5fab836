// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.CreateDatabase;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a test builds, on an empty server: the model and what it needs, down to where rows are given.
 *
 * @param databases that its statements create
 * @param models that are there then
 * @param steps in the order in which they are run
 * @param question shows the model's rows
 */
public record Scene(SortedSet<String> databases, SortedSet<ModelName> models, List<Step> steps, String question) {
    public Scene {
        databases = Collections.unmodifiableSortedSet(new TreeSet<>(databases));
        models = Collections.unmodifiableSortedSet(new TreeSet<>(models));
        steps = List.copyOf(steps);
    }

    /**
     * One statement.
     *
     * @param what it is for: a model, or a database
     */
    public record Step(String what, String sql) {}

    /** The scene of a test. A table without given rows is empty, a seed holds the rows of its file. */
    public static Scene of(ModelTest test, Compilation compilation, Map<ModelName, List<ModelTest.Row>> seeds) {
        return new Building(compilation, test.given(), seeds)
                .scene(test.model(), test.expected().columns());
    }

    /** A model alone with all its columns: of a seed, whose rows are in the project. */
    public static Scene of(ModelName model, Compilation compilation, Map<ModelName, List<ModelTest.Row>> seeds) {
        List<Column> columns =
                compilation.catalog().find(model).map(Definition::columns).orElse(List.of());
        return new Building(compilation, Map.of(), seeds).scene(model, columns);
    }

    private record Building(
            Compilation compilation,
            Map<ModelName, List<ModelTest.Row>> given,
            Map<ModelName, List<ModelTest.Row>> seeds) {

        Scene scene(ModelName model, List<Column> columns) {
            SortedSet<ModelName> needed = new TreeSet<>();
            need(model, needed);
            SortedSet<String> databases = needed.stream()
                    .map(name -> Local.of(name).database())
                    .collect(Collectors.toCollection(TreeSet::new));
            List<Step> steps = new ArrayList<>();
            for (String database : databases) {
                Statement create = new CreateDatabase(Location.NOWHERE, false, Name.of(database), List.of());
                steps.add(new Step(database, SqlPrinter.print(create)));
            }
            Catalog catalog = compilation.catalog();
            for (ModelName name : compilation.graph().inOrder()) {
                if (needed.contains(name)) {
                    catalog.find(name)
                            .map(this::build)
                            .orElse(List.of())
                            .forEach(statement -> steps.add(new Step(name.toString(), SqlPrinter.print(statement))));
                }
            }
            String names = columns.stream()
                    .map(column -> SqlPrinter.name(column.name()))
                    .collect(Collectors.joining(", "));
            return new Scene(
                    databases,
                    needed,
                    steps,
                    "SELECT " + names + " FROM " + Local.of(model).quoted());
        }

        private void need(ModelName model, SortedSet<ModelName> needed) {
            if (needed.add(model) && !given.containsKey(model)) {
                compilation.graph().reads(model).forEach(read -> need(read, needed));
            }
        }

        private List<Statement> build(Definition definition) {
            Optional<List<ModelTest.Row>> rows = Optional.ofNullable(given.get(definition.name()))
                    .or(() -> Optional.ofNullable(seeds.get(definition.name())));
            boolean external = compilation
                    .graph()
                    .find(definition.name())
                    .filter(node -> node.kind() == ModelGraph.Kind.EXTERNAL_TABLE)
                    .isPresent();
            if (external) {
                return List.of(StandIn.view(definition, rows.orElse(List.of())));
            }
            return definition.match(
                    table -> StandIn.table(table, rows.orElse(List.of())),
                    view -> List.of(rows.map(found -> StandIn.view(view, found))
                            .orElseGet(() -> Local.view(
                                    view.name(),
                                    view.statement().columns(),
                                    view.statement().query()))),
                    mv -> List.of(rows.map(found -> StandIn.view(mv, found))
                            .orElseGet(() -> Local.view(
                                    mv.name(),
                                    mv.statement().columns(),
                                    mv.statement().query()))));
        }
    }
}
