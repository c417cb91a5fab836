// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What must hold between environments: bases that exist, and names under which nobody writes into somebody else's databases. */
public final class EnvironmentRules {
    private final SortedMap<String, Environment> environments;
    private final SortedSet<String> databases;
    private final Collection<ModelName> models;
    private final Diagnostics diagnostics;

    /**
     * @param databases of the project's layers
     */
    EnvironmentRules(
            SortedMap<String, Environment> environments,
            Collection<String> databases,
            Collection<ModelName> models,
            Diagnostics diagnostics) {
        this.environments = environments;
        this.databases = new TreeSet<>(databases);
        this.models = models;
        this.diagnostics = diagnostics;
    }

    /** Of names as they are written; one that holds a variable is known only when it is used. */
    void check() {
        for (Environment environment : environments.values()) {
            if (hasSoundBases(environment)) {
                names(environment, variable -> "${env:" + variable + "}");
            }
            // Told once for each two.
            oneStateEach(
                    environment,
                    environments.headMap(environment.name()).values(),
                    variable -> "${env:" + variable + "}");
        }
    }

    /**
     * Of one environment of a project, now that its variables are known.
     *
     * @param variables value of each variable
     */
    public static void check(
            Project project, Environment environment, UnaryOperator<String> variables, Diagnostics diagnostics) {
        EnvironmentRules rules = new EnvironmentRules(
                project.environments(),
                project.databases(),
                project.models().stream().map(Model::name).toList(),
                diagnostics);
        rules.names(environment, variables);
        rules.oneStateEach(environment, project.environments().values(), variables);
    }

    /** What is kept for one would be taken for the other's: each would drop what the other has built. */
    private void oneStateEach(
            Environment environment, Collection<Environment> others, UnaryOperator<String> variables) {
        String state = environment.stateName(variables);
        for (Environment other : others) {
            if (!other.name().equals(environment.name())
                    && isOnOneServer(environment, other)
                    && stateName(other, variables).filter(state::equals).isPresent()) {
                diagnostics.add(Diagnostic.at(
                                environment.at(),
                                ModelCode.TWO_ENVIRONMENTS_ONE_STATE,
                                "the state of environment '" + environment.name() + "' and of '" + other.name()
                                        + "', both on one server, would be kept under one name: '" + state + "'")
                        .withHelp("give one of them another name; case and signs do not tell two apart"));
            }
        }
    }

    /** Empty when a variable is not set: nobody can use that environment from here. */
    private static Optional<String> stateName(Environment environment, UnaryOperator<String> variables) {
        try {
            return Optional.of(environment.stateName(variables));
        } catch (DiagnosticException e) {
            return Optional.empty();
        }
    }

    private boolean isOnOneServer(Environment one, Environment other) {
        List<String> hosts = hosts(one);
        List<String> others = hosts(other);
        return hosts.isEmpty() ? others.isEmpty() : hosts.stream().anyMatch(others::contains);
    }

    /** Those of the last base; none are the project's own server. */
    private List<String> hosts(Environment environment) {
        Environment at = environment;
        for (int i = 0; i <= environments.size() && at.base().isPresent(); i++) {
            Environment base = environments.get(at.base().get());
            if (base == null) {
                return List.of();
            }
            at = base;
        }
        return at.server().hosts();
    }

    private boolean hasSoundBases(Environment environment) {
        List<String> path = new ArrayList<>(List.of(environment.name()));
        Environment at = environment;
        while (at.base().isPresent()) {
            String base = at.base().get();
            Environment next = environments.get(base);
            if (next == null) {
                if (!base.equals(Environment.EMBEDDED) && path.size() == 1) {
                    unknown(environment, base);
                }
                return base.equals(Environment.EMBEDDED);
            }
            path.add(base);
            if (path.indexOf(base) < path.size() - 1) {
                if (base.equals(environment.name())) {
                    diagnostics.add(Diagnostic.at(
                                    environment.at(),
                                    ModelCode.BASES_IN_A_CIRCLE,
                                    "environment '" + base + "' is its own base: " + String.join(" → ", path))
                            .withHelp("take 'base' out of the one that holds every model"));
                }
                return false;
            }
            at = next;
        }
        return true;
    }

    private void unknown(Environment environment, String base) {
        Diagnostic finding = Diagnostic.at(
                environment.at(),
                ModelCode.UNKNOWN_BASE,
                "the base '" + base + "' of environment '" + environment.name() + "' is not declared");
        SortedSet<String> known = new TreeSet<>(environments.keySet());
        known.remove(environment.name());
        known.add(Environment.EMBEDDED);
        diagnostics.add(Nearest.hint(base, known)
                .map(finding::withHint)
                .orElse(finding)
                .withHelp("environments: " + String.join(", ", known)));
    }

    private void names(Environment environment, UnaryOperator<String> variables) {
        SortedMap<String, String> own = names(environment.databases(), variables);
        oneObjectEach(environment, own);
        Optional<String> base = environment.base();
        while (base.isPresent()) {
            Optional<Environment> found = Optional.ofNullable(environments.get(base.get()));
            notTheBases(
                    environment,
                    own,
                    base.get(),
                    names(found.map(Environment::databases).orElseGet(DatabaseNames::asInProject), variables));
            base = found.flatMap(Environment::base);
        }
    }

    private SortedMap<String, String> names(DatabaseNames names, UnaryOperator<String> variables) {
        SortedMap<String, String> placed = new TreeMap<>();
        databases.forEach(
                database -> placed.put(database, names.of(database, variables).orElse(database)));
        return placed;
    }

    private void oneObjectEach(Environment environment, Map<String, String> own) {
        Map<ModelName, ModelName> taken = new TreeMap<>();
        for (ModelName model : new TreeSet<>(models)) {
            String database = own.get(model.database());
            if (database == null) {
                continue; // Another catalog's.
            }
            ModelName here = new ModelName(database, model.name());
            ModelName first = taken.putIfAbsent(here, model);
            if (first != null) {
                diagnostics.add(Diagnostic.at(
                                place(environment, model.database()),
                                ModelCode.TWO_MODELS_ONE_OBJECT,
                                "in environment '" + environment.name() + "' both '" + first + "' and '" + model
                                        + "' would be '" + here + "'")
                        .withHelp("give their databases different names"));
            }
        }
    }

    private void notTheBases(
            Environment environment, Map<String, String> own, String base, Map<String, String> theirs) {
        own.forEach((database, here) -> {
            if (environment.databases().line(database).isPresent() && theirs.containsValue(here)) {
                diagnostics.add(Diagnostic.at(
                                place(environment, database),
                                ModelCode.DATABASE_OF_BASE,
                                "environment '" + environment.name() + "' maps '" + database + "' onto '" + here
                                        + "', which holds the models of its base '" + base + "'")
                        .withHelp("give it a database of its own, such as " + database + "_" + environment.name()));
            }
        });
    }

    private static FileSpan place(Environment environment, String database) {
        return environment
                .databases()
                .line(database)
                .map(DatabaseNames.Written::at)
                .orElse(environment.at());
    }
}
