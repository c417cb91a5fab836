// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.lineage.Lineage;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.SqlPrinter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a project says the server shall hold.
 *
 * @param catalog every definition with its statement complete and every name written in full
 * @param models the file of each definition, with description, owner, tags and tests in its header
 */
public record Compilation(
        Project project, Catalog catalog, ModelGraph graph, Lineage lineage, Map<ModelName, Model> models) {

    public Compilation {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    public Optional<Model> model(ModelName name) {
        return Optional.ofNullable(models.get(name));
    }

    /** The DDL of each object that the server holds, in an order in which it can be run. External tables have none. */
    public NavigableMap<ModelName, String> statements() {
        NavigableMap<ModelName, String> statements = new TreeMap<>();
        catalog.definitions()
                .forEach(definition -> graph.find(definition.name())
                        .filter(node -> node.kind() != ModelGraph.Kind.EXTERNAL_TABLE)
                        .ifPresent(node -> statements.put(
                                definition.name(),
                                definition.match(
                                        table -> SqlPrinter.print(table.statement()),
                                        view -> SqlPrinter.print(view.statement()),
                                        mv -> SqlPrinter.print(mv.statement())))));
        return statements;
    }

    /** All of {@link #statements} as one script, every model after those that it reads. */
    public String script() {
        return script(models.keySet());
    }

    /** As {@link #script()}, of some of the models. */
    public String script(Set<ModelName> selected) {
        NavigableMap<ModelName, String> statements = statements();
        statements.keySet().retainAll(selected);
        List<String> inOrder = graph.inOrder().stream()
                .map(statements::get)
                .filter(java.util.Objects::nonNull)
                .toList();
        return inOrder.isEmpty() ? "" : String.join(";\n\n", inOrder) + ";\n";
    }
}
