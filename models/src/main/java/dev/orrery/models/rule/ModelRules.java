// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.project.DataTest;
import dev.orrery.models.project.Layer;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The rules that sound models keep. Takes models one by one, each after those that it reads, then the whole. Several
 * threads may bring models at once.
 */
public final class ModelRules {
    private final Project.Target target;
    private final boolean knowsReaders;
    private final boolean promises;
    private final Map<ModelName, Model> models = new ConcurrentHashMap<>();
    private final Map<ModelName, Definition> definitions = new ConcurrentHashMap<>();
    private final Map<ModelName, ModelFacts> facts = new ConcurrentHashMap<>();
    private final Map<ModelName, Set<Origin>> used = new ConcurrentHashMap<>();
    private final Map<ModelName, List<JsonUse>> jsonUses = new ConcurrentHashMap<>();

    public ModelRules(Project project) {
        this.target = project.target();
        this.knowsReaders = project.layers().values().stream().anyMatch(Layer::exposed);
        this.promises =
                project.models().stream().anyMatch(model -> !promised(model).isEmpty());
    }

    /** What is wrong with a model by itself and against those below it; nothing while names in it are not resolved. */
    public List<Diagnostic> check(Model model, StatementAnalysis analysis) {
        models.put(model.name(), model);
        definitions.put(model.name(), analysis.definition());
        uses(model.name(), analysis);
        Optional<Query> query = analysis.definition()
                .match(
                        table -> {
                            facts.put(model.name(), table(model, table));
                            return Optional.empty();
                        },
                        view -> Optional.of(view.statement().query()),
                        view -> Optional.of(view.statement().query()));
        boolean sound = query.isPresent()
                && analysis.query().isPresent()
                && analysis.findings().isEmpty();
        return sound
                ? query(
                        model,
                        analysis.definition(),
                        query.get(),
                        analysis.query().get())
                : List.of();
    }

    /** Looked up only where it is known who reads from outside. */
    private void uses(ModelName name, StatementAnalysis analysis) {
        if (knowsReaders) {
            Set<Origin> uses = new HashSet<>();
            analysis.generated().values().forEach(origins -> uses.addAll(origins.columns()));
            analysis.query().ifPresent(query -> uses.addAll(query.uses()));
            used.put(name, uses);
        }
    }

    private ModelFacts table(Model model, Definition.Table table) {
        Set<Set<String>> keys = promised(model);
        table.statement()
                .key()
                .filter(key -> key.kind() != CreateTable.KeyKind.DUPLICATE)
                .ifPresent(key -> {
                    Set<String> names = new HashSet<>();
                    key.columns().forEach(name -> names.add(Source.lower(name.text())));
                    keys.add(names);
                });
        return new ModelFacts(
                model.name(),
                model.kind(),
                keys,
                PartitionTrace.partitionedBy(table.statement()),
                PartitionTrace.ofTable(model.name(), table.statement()),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Set<Set<String>> promised(Model model) {
        Set<Set<String>> keys = new HashSet<>();
        for (DataTest test : model.header().about().tests()) {
            Set<String> columns = new HashSet<>();
            test.match(
                            notNull -> List.<String>of(),
                            DataTest.Unique::columns,
                            accepted -> List.<String>of(),
                            rows -> List.<String>of(),
                            related -> List.<String>of())
                    .forEach(column -> columns.add(column.toLowerCase(Locale.ROOT)));
            if (!columns.isEmpty()) {
                keys.add(columns);
            }
        }
        return keys;
    }

    private Optional<ModelFacts> facts(ModelName name) {
        return Optional.ofNullable(facts.get(name));
    }

    private Optional<String> layer(ModelName name) {
        return Optional.ofNullable(models.get(name)).map(model -> model.layer().name());
    }

    private List<Diagnostic> query(Model model, Definition definition, Query query, QueryAnalysis analysis) {
        Examined examined = Examined.of(model, definition, query, analysis, target, this::facts, this::layer);
        Uniqueness uniqueness = new Uniqueness(analysis, this::facts);
        QueryParts parts = QueryParts.of(query);
        Calls calls = new Calls(parts);
        List<String> names = definition.columns().stream().map(Column::name).toList();
        Map<String, Traced> traced = new PartitionTrace(analysis, this::facts).all(query, names);
        Set<Set<String>> keys = promised(model);
        if (promises) {
            // Nobody else asks what is unique.
            keys.addAll(uniqueness.keys(query));
        }
        ModelFacts known = new ModelFacts(
                model.name(),
                model.kind(),
                keys,
                Set.of(),
                traced,
                direct(analysis, names),
                called(definition, calls.unstable().map(Calls::name), ModelFacts::unstable),
                called(definition, calls.clock().map(Calls::name), ModelFacts::clock));
        facts.put(model.name(), known);
        new BorderRule(examined).check(parts.selects());
        new JoinRules(examined, uniqueness).check(parts.selects());
        new CastRule(examined).check(parts.comparisons());
        new BarsRule(examined).check(parts.alternatives());
        parts.variables().stream()
                .findFirst()
                .ifPresent(variable -> examined.report(
                        variable.at(),
                        ModelCode.MV_QUERY,
                        "no view and no MV can read a variable",
                        "write the value, or use ${var} of orrery.yml"));
        definition.match(table -> null, view -> null, view -> {
            materializedView(examined, view, known, calls, traced);
            return null;
        });
        List<JsonUse> opened = JsonUses.of(parts, analysis, model.name());
        if (!opened.isEmpty()) {
            jsonUses.put(model.name(), opened);
        }
        return examined.findings();
    }

    private void materializedView(
            Examined examined,
            Definition.MaterializedView view,
            ModelFacts known,
            Calls calls,
            Map<String, Traced> traced) {
        new MvQueryRules(examined, view, known).check(calls);
        new MvPartitionRule(examined, view, traced).check();
        new MvStorageRules(examined, view).check();
        Set<String> partitioned = new HashSet<>();
        view.statement().partitionBy().forEach(expression -> PartitionTrace.columns(expression, partitioned));
        facts.put(
                view.name(),
                new ModelFacts(
                        view.name(),
                        known.kind(),
                        known.keys(),
                        partitioned,
                        PartitionTrace.ofMaterializedView(view, traced),
                        known.direct(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** An MV stands between its readers and what it calls: only views hand that on. */
    private Optional<ModelFacts.Called> called(
            Definition definition, Optional<String> here, Function<ModelFacts, Optional<ModelFacts.Called>> below) {
        return here.map(function -> new ModelFacts.Called(function, definition.name()))
                .or(() -> definition.reads().stream()
                        .sorted()
                        .flatMap(name -> facts(name).flatMap(below).stream())
                        .findFirst());
    }

    private static Map<String, Origin> direct(QueryAnalysis analysis, List<String> names) {
        Map<String, Origin> direct = new HashMap<>();
        for (int i = 0; i < Math.min(names.size(), analysis.columns().size()); i++) {
            String name = Source.lower(names.get(i));
            Optional<Origin> copied = analysis.columns().get(i).origins().copied();
            if (copied.isPresent()) {
                direct.put(name, copied.get());
            }
        }
        return direct;
    }

    /** What can only be said of the whole project. */
    public List<Diagnostic> finish(ModelGraph graph) {
        List<Diagnostic> findings = new ArrayList<>();
        NavigableMap<ModelName, Definition> inOrder = sorted(definitions);
        if (knowsReaders) {
            findings.addAll(new UnusedRule(sorted(models), inOrder, graph, used.values()).findings());
        }
        findings.addAll(new ColocationRule(models).findings(inOrder.values()));
        findings.addAll(new JsonRule(target, models, definitions, facts).findings(proposals()));
        return findings;
    }

    /** Generated columns worth having, most used first. */
    public List<Proposal> proposals() {
        List<JsonUse> all =
                sorted(jsonUses).values().stream().flatMap(List::stream).toList();
        return new JsonRule(target, models, definitions, facts).proposals(all);
    }

    /** Findings come in the order of names, whichever thread was first. */
    private static <V> NavigableMap<ModelName, V> sorted(Map<ModelName, V> unordered) {
        return new TreeMap<>(unordered);
    }
}
