// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.Finding;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.analysis.TableNames;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.lineage.Lineage;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compiles a project: names first, then every model after those that it reads. */
public final class Compiler {
    private final Project project;
    private final Diagnostics diagnostics;
    private final SortedMap<ModelName, Model> models = new TreeMap<>();
    private final SortedMap<ModelName, TableNames> names = new TreeMap<>();
    private final SortedMap<ModelName, Definition> definitions = new TreeMap<>();
    private final LineageEdges lineage = new LineageEdges();

    private Compiler(Project project, Diagnostics diagnostics) {
        this.project = project;
        this.diagnostics = diagnostics;
    }

    /** Analyzes what can be analyzed; with errors among the diagnostics the result is not fit to be deployed. */
    public static Compilation compile(Project project, Diagnostics diagnostics) {
        Diagnostics found = new Diagnostics();
        Compilation compilation = new Compiler(project, found).compile();
        new Severities(project).apply(found).forEach(diagnostics::add);
        return compilation;
    }

    private Compilation compile() {
        for (Model model : project.models()) {
            models.put(model.name(), model);
            query(model.statement())
                    .ifPresent(query -> names.put(
                            model.name(), TableNames.of(query, model.layer().database())));
        }
        SortedMap<ModelName, Set<ModelName>> reads = new TreeMap<>();
        models.forEach((name, model) -> reads.put(name, reads(model)));
        Cycles cycles = new Cycles(reads);
        cycles.cycles().forEach(this::cycle);
        DefinedTables tables = new DefinedTables(definitions, unknowable(cycles), models.keySet());
        for (ModelName name : cycles.order()) {
            Model model = modelOf(name);
            new ModelCompiler(model, Optional.ofNullable(names.get(name)), tables, project.target(), diagnostics)
                    .compile()
                    .ifPresent(analysis -> define(model, analysis));
        }
        ModelGraph graph = graph(reads, cycles);
        new LayerRules(models, names, graph, diagnostics).check();
        return new Compilation(project, new Catalog(definitions.values()), graph, new Lineage(lineage.edges()), models);
    }

    private Model modelOf(ModelName name) {
        Model model = models.get(name);
        if (model == null) {
            throw new IllegalStateException("no model " + name);
        }
        return model;
    }

    private void define(Model model, StatementAnalysis analysis) {
        for (Finding finding : analysis.findings()) {
            diagnostics.add(finding.in(model.span(finding.at())));
        }
        definitions.put(model.name(), analysis.definition());
        lineage.add(analysis);
    }

    static Optional<Query> query(Statement statement) {
        if (statement instanceof QueryStatement query) {
            return Optional.of(query.query());
        }
        if (statement instanceof CreateView view) {
            return Optional.of(view.query());
        }
        return statement instanceof CreateMaterializedView view ? Optional.of(view.query()) : Optional.empty();
    }

    private Set<ModelName> reads(Model model) {
        Set<ModelName> reads = new TreeSet<>(model.header().life().dependsOn());
        TableNames tables = names.get(model.name());
        if (tables != null) {
            reads.addAll(tables.names());
        }
        return reads;
    }

    private void cycle(List<ModelName> path) {
        ModelName first = path.get(0);
        ModelName second = path.get(path.size() > 1 ? 1 : 0);
        Model model = modelOf(first);
        Location at = Optional.ofNullable(names.get(first))
                .map(tables -> tables.places().get(second))
                .orElse(Location.NOWHERE);
        List<String> steps =
                new ArrayList<>(path.stream().map(ModelName::toString).toList());
        steps.add(first.toString());
        FileSpan span = model.span(at);
        diagnostics.add(
                Diagnostic.at(span, ModelCode.CYCLE, "'" + first + "' stands on itself: " + String.join(" → ", steps))
                        .withHelp("take one of these steps out"));
    }

    /** Models that cannot be analyzed, so that nothing about them is reported a second time by their readers. */
    private Set<ModelName> unknowable(Cycles cycles) {
        Set<ModelName> unknowable = new TreeSet<>(models.keySet());
        cycles.order().forEach(unknowable::remove);
        unknowable.addAll(project.unreadable());
        return unknowable;
    }

    private ModelGraph graph(Map<ModelName, Set<ModelName>> reads, Cycles cycles) {
        List<ModelGraph.Node> nodes = new ArrayList<>();
        Set<ModelName> sound = new TreeSet<>(cycles.order());
        for (ModelName name : cycles.order()) {
            Model model = modelOf(name);
            TreeSet<ModelName> known = new TreeSet<>(reads.getOrDefault(name, Set.of()));
            known.retainAll(sound);
            nodes.add(new Freshness(model).node(known));
        }
        return new ModelGraph(nodes);
    }
}
