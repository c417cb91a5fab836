// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.TableNames;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origin;
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
import dev.orrery.models.rule.ModelRules;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Compiles a project: names first, then every model after those that it reads, on all cores. */
public final class Compiler {
    private final Project project;
    private final Diagnostics diagnostics;
    private final SortedMap<ModelName, Model> models = new TreeMap<>();
    private final Map<ModelName, Model> byName = new HashMap<>();
    private final Map<ModelName, TableNames> names = new HashMap<>();
    private final ModelRules rules;

    private Compiler(Project project, Diagnostics diagnostics, ModelRules rules) {
        this.project = project;
        this.diagnostics = diagnostics;
        this.rules = rules;
    }

    /** Analyzes what can be analyzed; with errors among the diagnostics the result is not fit to be deployed. */
    public static Compilation compile(Project project, Diagnostics diagnostics) {
        return compile(project, diagnostics, new ModelRules(project));
    }

    /**
     * @param rules that see every model, and know afterwards what they propose
     */
    public static Compilation compile(Project project, Diagnostics diagnostics, ModelRules rules) {
        Diagnostics found = new Diagnostics();
        Compilation compilation = new Compiler(project, found, rules).compile();
        new Severities(project).apply(found).forEach(diagnostics::add);
        return compilation;
    }

    private Compilation compile() {
        project.models().forEach(model -> {
            models.put(model.name(), model);
            byName.put(model.name(), model);
        });
        project.models().parallelStream()
                .flatMap(model -> named(model).stream())
                .forEachOrdered(named -> names.put(named.model(), named.tables()));
        SortedMap<ModelName, Set<ModelName>> reads = new TreeMap<>();
        models.forEach((name, model) -> reads.put(name, reads(model)));
        Cycles cycles = new Cycles(reads);
        cycles.cycles().forEach(this::cycle);
        // Needs no model's analysis: it is made while the models are.
        CompletableFuture<ModelGraph> graphMade = CompletableFuture.supplyAsync(() -> graph(reads, cycles));
        Map<ModelName, CompiledModel> compiled = compileAll(cycles, reads);
        List<Definition> definitions = new ArrayList<>();
        List<ColumnOrigins> origins = new ArrayList<>();
        for (ModelName name : cycles.order()) {
            Optional.ofNullable(compiled.get(name)).ifPresent(model -> {
                diagnostics.addAll(model.findings());
                model.definition().ifPresent(definitions::add);
                model.origins().ifPresent(origins::add);
            });
        }
        ModelGraph graph = graphMade.join();
        new LayerRules(byName, models.values(), names, graph, unknowable(cycles), diagnostics).check();
        diagnostics.addAll(rules.finish(graph));
        Catalog catalog = new Catalog(definitions);
        Lineage lineage = new Lineage(() -> Stream.concat(
                        origins.stream().flatMap(model -> model.edges().stream()), loads(catalog))
                .toList());
        return new Compilation(project, catalog, graph, lineage, models);
    }

    /** From the source systems into the tables that pipelines fill. */
    private Stream<Lineage.Edge> loads(Catalog catalog) {
        return project.routes().stream()
                .flatMap(route -> catalog.find(route.into()).stream()
                        .flatMap(table -> table.match(Stream::of, view -> Stream.empty(), view -> Stream.empty()))
                        .flatMap(table -> table.statement().columns().stream())
                        .filter(column -> column.generated().isEmpty())
                        .map(column -> column.name().text())
                        .map(column -> new Lineage.Edge(
                                new Origin(route.source(), route.field(column)),
                                new Origin(route.into(), column),
                                Flow.DIRECT)));
    }

    private record Named(ModelName model, TableNames tables) {}

    private static Optional<Named> named(Model model) {
        return query(model.statement())
                .map(query -> new Named(
                        model.name(), TableNames.of(query, model.layer().database())));
    }

    private Map<ModelName, CompiledModel> compileAll(Cycles cycles, Map<ModelName, Set<ModelName>> reads) {
        Map<ModelName, CompiledModel> compiled = new ConcurrentHashMap<>();
        Map<ModelName, Definition> definitions = new ConcurrentHashMap<>();
        DefinedTables tables = new DefinedTables(definitions, unknowable(cycles), models.keySet(), project.macros());
        ReadyQueue.run(cycles.order(), reads, name -> {
            Model model = modelOf(name);
            Optional<TableNames> tablesOf = Optional.ofNullable(names.get(name));
            CompiledModel result = CompiledModel.of(model, tablesOf, tables, project.target(), rules);
            result.definition().ifPresent(definition -> definitions.put(name, definition));
            compiled.put(name, result);
        });
        return compiled;
    }

    private Model modelOf(ModelName name) {
        Model model = byName.get(name);
        if (model == null) {
            throw new IllegalStateException("no model " + name);
        }
        return model;
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
        Set<ModelName> unknowable = new HashSet<>(models.keySet());
        cycles.order().forEach(unknowable::remove);
        unknowable.addAll(project.unreadable());
        return unknowable;
    }

    private ModelGraph graph(Map<ModelName, Set<ModelName>> reads, Cycles cycles) {
        List<ModelGraph.Node> nodes = new ArrayList<>();
        Set<ModelName> sound = new HashSet<>(cycles.order());
        for (ModelName name : cycles.order()) {
            Model model = modelOf(name);
            TreeSet<ModelName> known = new TreeSet<>(reads.getOrDefault(name, Set.of()));
            known.retainAll(sound);
            nodes.add(new Freshness(model).node(known));
        }
        return new ModelGraph(nodes);
    }
}
