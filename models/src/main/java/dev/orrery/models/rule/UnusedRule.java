// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.project.Header;
import dev.orrery.models.project.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Models that nothing reads, and columns of views, MVs and of what tables generate that nothing reads. Worth nothing in
 * a project in which no layer is {@code exposed}: there anything may be read from outside.
 */
final class UnusedRule {
    private static final int SHOWN = 5;

    private final Map<ModelName, Model> models;
    private final Map<ModelName, Definition> definitions;
    private final ModelGraph graph;
    private final Set<Origin> used;

    /**
     * @param used the columns that each model names
     */
    UnusedRule(
            Map<ModelName, Model> models,
            Map<ModelName, Definition> definitions,
            ModelGraph graph,
            Collection<Set<Origin>> used) {
        this.models = models;
        this.definitions = definitions;
        this.graph = graph;
        this.used = new HashSet<>();
        used.forEach(origins ->
                origins.forEach(origin -> this.used.add(new Origin(origin.model(), Source.lower(origin.column())))));
    }

    List<Diagnostic> findings() {
        List<Diagnostic> findings = new ArrayList<>();
        for (Model model : models.values()) {
            Definition definition = definitions.get(model.name());
            if (definition == null || model.layer().exposed()) {
                continue;
            }
            if (graph.readers(model.name()).isEmpty()) {
                if (!isReadByRewriting(model)) {
                    findings.add(Diagnostic.at(
                                    model.span(model.statement().at()),
                                    ModelCode.UNUSED_MODEL,
                                    "nothing reads '" + model.name() + "'")
                            .withHelp("delete it, or move it to a layer with 'exposed: true' when it is read from"
                                    + " outside"));
                }
            } else {
                columns(model, definition, findings);
            }
        }
        return findings;
    }

    /** StarRocks answers other queries from an MV unless that is switched off. */
    private static boolean isReadByRewriting(Model model) {
        return model.kind() == ModelGraph.Kind.MATERIALIZED_VIEW
                && model.header()
                        .freshness()
                        .rewrite()
                        .filter(Header.Rewrite.OFF::equals)
                        .isEmpty();
    }

    private void columns(Model model, Definition definition, List<Diagnostic> findings) {
        Set<String> needed = needed(model, definition);
        List<String> unused = definition.columns().stream()
                .map(Column::name)
                .filter(name -> !used.contains(new Origin(model.name(), Source.lower(name))))
                .filter(name -> !needed.contains(Source.lower(name)))
                .toList();
        if (unused.isEmpty()) {
            return;
        }
        String shown = String.join(", ", unused.subList(0, Math.min(SHOWN, unused.size())));
        String more = unused.size() > SHOWN ? " and " + (unused.size() - SHOWN) + " more" : "";
        findings.add(Diagnostic.at(
                        model.span(model.statement().at()),
                        ModelCode.UNUSED_COLUMN,
                        "no model reads " + shown + more + " of '" + model.name() + "'")
                .withHelp("take them out, so that nothing computes and keeps them"));
    }

    /** Columns that a model needs itself, or that are not its own to drop. */
    private static Set<String> needed(Model model, Definition definition) {
        Set<String> needed = new HashSet<>();
        model.header()
                .about()
                .tests()
                .forEach(test -> needed.addAll(test.match(
                        notNull -> lower(notNull.columns()),
                        unique -> lower(unique.columns()),
                        accepted -> lower(List.of(accepted.column())),
                        rows -> List.<String>of(),
                        related -> lower(List.of(related.column())))));
        needed.addAll(definition.match(
                table -> table.statement().columns().stream()
                        .filter(column -> column.generated().isEmpty())
                        .map(column -> Source.lower(column.name().text()))
                        .toList(),
                view -> List.<String>of(),
                UnusedRule::stored));
        return needed;
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(Source::lower).toList();
    }

    private static List<String> stored(Definition.MaterializedView view) {
        Set<String> names = new HashSet<>();
        view.statement().partitionBy().forEach(expression -> PartitionTrace.columns(expression, names));
        view.statement().orderBy().forEach(name -> names.add(Source.lower(name.text())));
        view.statement()
                .distribution()
                .ifPresent(by -> by.columns().forEach(name -> names.add(Source.lower(name.text()))));
        return List.copyOf(names);
    }
}
