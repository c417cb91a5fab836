// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.environment;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.environment.Survey.Why;
import dev.orrery.ddl.normal.Fingerprint;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.environment.Placement;
import dev.orrery.models.project.DatabaseNames;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Model;
import dev.orrery.starrocks.ServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Finds out which models an environment has to build: those that differ from its base, and what lies downstream of them. */
public final class Surveyor {
    private final Compilation whole;
    private final List<Seed> seeds;
    private final Surroundings surroundings;

    /**
     * @param seeds all of the project
     */
    public Surveyor(Compilation whole, List<Seed> seeds, Surroundings surroundings) {
        this.whole = whole;
        this.seeds = List.copyOf(seeds);
        this.surroundings = surroundings;
    }

    /** What is around a project. */
    public interface Surroundings {
        /** The environment of that name. */
        Environment environment(String name);

        /** What has been deployed to an environment of this server. */
        Deployment deployment(Environment environment);

        /** The value of a variable in a database's name. */
        String variable(String name);

        /** The models that differ from a revision of git, by the project's names. */
        Set<ModelName> changedSince(String revision);
    }

    /** What of the base could be found out. */
    private record Differing(SortedMap<ModelName, Why> models, String against) {}

    /**
     * Looks at one environment.
     *
     * @throws DiagnosticException ORR-D030 when nothing is known of the base, or of one between it and the last, ORR-D031 when a model has to be built in a
     *     database that the environment has no name for, ORR-D032 when one reads a column that a loaded table of the base lacks
     */
    public Survey survey(Environment environment) {
        if (environment.base().isEmpty()) {
            return new Survey(
                    Placement.ofAll(whole, environment, databases(environment)),
                    new TreeMap<>(),
                    new TreeSet<>(),
                    "nothing");
        }
        Environment base = surroundings.environment(environment.base().get());
        Differing differing = differing(environment, base);
        SortedSet<ModelName> stale = new TreeSet<>();
        SortedMap<ModelName, Why> built = new TreeMap<>();
        differing.models().forEach((name, why) -> {
            if (why == Why.DIFFERS && isLoadedElsewhere(environment, name)) {
                stale.add(name);
            } else {
                built.put(name, why);
            }
        });
        whole.models().forEach((name, model) -> {
            if (environment.loads().contains(model.layer().name())) {
                built.put(name, Why.LOADED_HERE);
            }
        });
        for (ModelName name : List.copyOf(built.keySet())) {
            whole.graph().downstream(name).stream()
                    .filter(reader -> whole.model(reader).isPresent() && !isLoadedElsewhere(environment, reader))
                    .forEach(reader -> built.putIfAbsent(reader, Why.DOWNSTREAM));
        }
        refuseUnmapped(environment, built.keySet());
        Placement held = held(base);
        Placement placement = Placement.on(held, environment, databases(environment), built.keySet());
        refuseMissingColumns(environment, base, held, stale, built.keySet());
        return new Survey(placement, built, stale, differing.against());
    }

    /** A table that pipelines fill is read where they fill it. */
    private boolean isLoadedElsewhere(Environment environment, ModelName name) {
        return whole.model(name)
                .map(Model::layer)
                .filter(layer -> layer.loaded() && !environment.loads().contains(layer.name()))
                .isPresent();
    }

    /** The environment's names; those of other catalogs are nobody's to change. */
    private UnaryOperator<String> databases(Environment environment) {
        Set<String> known = whole.project().databases();
        DatabaseNames names = environment.databases();
        return database -> known.contains(database)
                ? names.of(database, surroundings::variable).orElse(database)
                : database;
    }

    /** Where an environment has its models according to what was deployed to it. */
    private Placement held(Environment environment) {
        UnaryOperator<String> databases = databases(environment);
        if (environment.base().isEmpty()) {
            return Placement.ofAll(whole, environment, databases);
        }
        Registry registry = known(environment);
        Set<ModelName> own = new TreeSet<>();
        for (ModelName name : whole.models().keySet()) {
            if (registry.owns(new ModelName(databases.apply(name.database()), name.name()))) {
                own.add(name);
            }
        }
        return Placement.on(held(surroundings.environment(environment.base().get())), environment, databases, own);
    }

    private Optional<Registry> registry(Environment environment) {
        try {
            return Optional.of(surroundings.deployment(environment).registry());
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.ACCESS_DENIED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Of what stands between environments nothing but its registry tells where its models are: no revision of git does. */
    private Registry known(Environment base) {
        return registry(base)
                .orElseThrow(() -> new DiagnosticException(Diagnostic.at(
                                base.at(),
                                DdlCode.BASE_NOT_KNOWN,
                                "which models environment '" + base.name()
                                        + "' has of its own is not known, since this user may not read what was"
                                        + " deployed to it")
                        .withHelp("GRANT SELECT ON ALL TABLES IN DATABASE of its state to this user")));
    }

    private Differing differing(Environment environment, Environment base) {
        Optional<Registry> registry = registry(base);
        boolean known = registry.isPresent()
                && (base.base().isPresent() || !registry.get().entries().isEmpty());
        if (known) {
            return new Differing(differing(base), "what '" + base.name() + "' deployed");
        }
        String trouble = registry.isPresent()
                ? "nothing was deployed to '" + base.name() + "'"
                : "this user may not read what was deployed to '" + base.name() + "'";
        String revision = environment
                .revision()
                .orElseThrow(() -> new DiagnosticException(Diagnostic.at(
                                environment.at(),
                                DdlCode.BASE_NOT_KNOWN,
                                "environment '" + environment.name() + "' builds what differs from '" + base.name()
                                        + "', and " + trouble)
                        .withHelp(
                                registry.isPresent()
                                        ? "deploy it first: `orrery apply -e " + base.name()
                                                + "`; or name what it holds by `revision: main`"
                                        : "GRANT SELECT ON ALL TABLES IN DATABASE of its state to this user; or name"
                                                + " what it holds by `revision: main`")));
        SortedMap<ModelName, Why> models = new TreeMap<>();
        surroundings.changedSince(revision).forEach(name -> models.put(name, Why.DIFFERS));
        return new Differing(models, "git revision '" + revision + "', since " + trouble);
    }

    /** What an environment does not hold as the project has it now. */
    private SortedMap<ModelName, Why> differing(Environment base) {
        Placement held = held(base);
        SortedMap<ModelName, Why> differing = new TreeMap<>();
        if (base.base().isPresent()) {
            differing.putAll(differing(surroundings.environment(base.base().get())));
            differing.keySet().removeAll(held.built());
        }
        Deployment deployment = surroundings.deployment(base);
        Registry registry = known(base);
        Catalog desired = held.here().catalog();
        Set<ModelName> reloaded = new TreeSet<>();
        deployment
                .changed(seeds.stream()
                        .filter(seed -> held.built().contains(seed.table()))
                        .map(seed -> seed.into(held.name(seed.table())))
                        .toList())
                .forEach(seed -> reloaded.add(seed.table()));
        List<Definition> candidates = new ArrayList<>();
        for (ModelName name : held.built()) {
            ModelName there = held.name(name);
            Optional<Definition> definition = desired.find(there);
            boolean external = whole.graph()
                    .find(name)
                    .filter(node -> node.kind() == ModelGraph.Kind.EXTERNAL_TABLE)
                    .isPresent();
            if (definition.isEmpty() || external) {
                continue;
            }
            Optional<Registry.Entry> entry = registry.find(there);
            if (entry.isEmpty()) {
                differing.put(name, Why.NOT_IN_BASE);
            } else if (reloaded.contains(there)) {
                differing.put(name, Why.DIFFERS);
            } else if (!entry.get().desired().equals(Fingerprint.of(definition.get()))) {
                candidates.add(definition.get());
            }
        }
        if (!candidates.isEmpty()) {
            Map<ModelName, ModelName> back = held.asWritten();
            deployment
                    .differing(new Catalog(candidates), everything(held))
                    .forEach(there -> differing.put(back.getOrDefault(there, there), Why.DIFFERS));
        }
        return differing;
    }

    private static Catalog everything(Placement held) {
        List<Definition> definitions = new ArrayList<>(held.here().catalog().definitions());
        definitions.addAll(held.elsewhere().definitions());
        return new Catalog(definitions);
    }

    private void refuseUnmapped(Environment environment, Set<ModelName> built) {
        List<Diagnostic> findings = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        for (ModelName name : built) {
            String database = name.database();
            if (environment.databases().line(database).isEmpty() && told.add(database)) {
                findings.add(Diagnostic.at(
                                environment.at(),
                                DdlCode.DATABASE_NOT_MAPPED,
                                "'" + name + "' has to be built in environment '" + environment.name()
                                        + "', which has no name of its own for database '" + database + "'")
                        .withHelp("write `databases: \"*_" + environment.name() + "\"`, or a line for '" + database
                                + "'"));
            }
        }
        if (!findings.isEmpty()) {
            throw new DiagnosticException(findings);
        }
    }

    private void refuseMissingColumns(
            Environment environment, Environment base, Placement held, Set<ModelName> stale, Set<ModelName> built) {
        Set<ModelName> read = new TreeSet<>(stale);
        read.removeIf(table -> whole.graph().readers(table).stream().noneMatch(built::contains));
        if (read.isEmpty()) {
            return;
        }
        List<Diagnostic> findings = new ArrayList<>();
        for (ModelName table : read) {
            Set<String> there = surroundings.deployment(base).columns(held.name(table));
            Uses.of(whole, table, built).forEach((column, model) -> {
                if (!there.isEmpty() && there.stream().noneMatch(column::equalsIgnoreCase)) {
                    findings.add(Diagnostic.at(
                                    environment.at(),
                                    DdlCode.BASE_LACKS_COLUMN,
                                    "'" + model + "' reads column '" + column + "' of '" + table
                                            + "', which is loaded in '" + base.name() + "' and does not have it there")
                            .withHelp("add the layer to `loads` of environment '" + environment.name()
                                    + "': it then has the table of its own; or deploy the table to '" + base.name()
                                    + "' first"));
                }
            });
        }
        if (!findings.isEmpty()) {
            throw new DiagnosticException(findings);
        }
    }
}
