// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the project says.
 *
 * @param catalog every definition
 * @param destructive the models whose header allows what takes rows or values of theirs away
 * @param renamedFrom the former name of each model whose header tells one
 * @param grants privileges by role that the header of a model gives
 * @param adopting whether an object of a model's name that somebody else made becomes the project's
 * @param kept models that stay as the server has them: their definitions in the catalog are the server's
 * @param elsewhere what these models read and another environment holds: its columns only matter
 * @param formerColumns the former name of a column by its own, for each table whose header tells some
 */
public record Desired(
        Catalog catalog,
        Set<ModelName> destructive,
        SortedMap<ModelName, ModelName> renamedFrom,
        SortedMap<ModelName, Map<String, Set<String>>> grants,
        boolean adopting,
        Set<ModelName> kept,
        Catalog elsewhere,
        SortedMap<ModelName, Map<String, String>> formerColumns) {
    public Desired {
        formerColumns = Collections.unmodifiableSortedMap(new TreeMap<>(formerColumns));
        kept = Set.copyOf(kept);
        destructive = Set.copyOf(destructive);
        grants = Collections.unmodifiableSortedMap(new TreeMap<>(grants));
        renamedFrom = Collections.unmodifiableSortedMap(new TreeMap<>(renamedFrom));
    }

    /** Of all models. */
    public Desired(
            Catalog catalog,
            Set<ModelName> destructive,
            SortedMap<ModelName, ModelName> renamedFrom,
            SortedMap<ModelName, Map<String, Set<String>>> grants,
            boolean adopting) {
        this(catalog, destructive, renamedFrom, grants, adopting, Set.of(), new Catalog(List.of()), new TreeMap<>());
    }

    /** Models without such words in their headers. */
    public static Desired of(Catalog catalog) {
        return new Desired(catalog, Set.of(), new TreeMap<>(Map.of()), new TreeMap<>(Map.of()), false);
    }

    /** The same words about other definitions. */
    public Desired with(Catalog other) {
        return new Desired(other, destructive, renamedFrom, grants, adopting, kept, elsewhere, formerColumns);
    }

    /** The same, on what another environment holds. */
    public Desired reading(Catalog other) {
        return new Desired(catalog, destructive, renamedFrom, grants, adopting, kept, other, formerColumns);
    }

    /** The same, taking over what somebody else made under a model's name. */
    public Desired adopt() {
        return new Desired(catalog, destructive, renamedFrom, grants, true, kept, elsewhere, formerColumns);
    }

    /** The same, with columns that had other names. */
    public Desired renaming(SortedMap<ModelName, Map<String, String>> columns) {
        return new Desired(catalog, destructive, renamedFrom, grants, adopting, kept, elsewhere, columns);
    }

    /**
     * Some of the models brought to what the project says, all others as the server has them.
     *
     * @param live what the server holds
     * @param ours whether a model was deployed by this project
     */
    public Desired only(Set<ModelName> selected, Catalog live, Predicate<ModelName> ours) {
        Map<ModelName, Definition> definitions = new TreeMap<>();
        catalog.definitions().stream()
                .filter(definition -> selected.contains(definition.name()) || isElsewhere(definition))
                .forEach(definition -> definitions.put(definition.name(), definition));
        SortedMap<ModelName, ModelName> renamed = new TreeMap<>(renamedFrom);
        renamed.keySet().retainAll(selected);
        Set<ModelName> others = new TreeSet<>();
        live.definitions().stream()
                .filter(definition ->
                        !selected.contains(definition.name()) && !renamed.containsValue(definition.name()))
                .filter(definition -> ours.test(definition.name()))
                .forEach(definition -> {
                    definitions.put(definition.name(), definition);
                    others.add(definition.name());
                });
        SortedMap<ModelName, Map<String, Set<String>>> granted = new TreeMap<>(grants);
        granted.keySet().retainAll(selected);
        SortedMap<ModelName, Map<String, String>> columns = new TreeMap<>(formerColumns);
        columns.keySet().retainAll(selected);
        return new Desired(
                new Catalog(definitions.values()), destructive, renamed, granted, adopting, others, elsewhere, columns);
    }

    /** Tables of other catalogs are declared only: no deployment makes or misses them. */
    private static boolean isElsewhere(Definition definition) {
        return definition.match(table -> table.statement().external(), view -> false, view -> false);
    }

    /** What a deployment of this answers for. */
    public Catalog answered() {
        return new Catalog(catalog.definitions().stream()
                .filter(definition -> !kept.contains(definition.name()))
                .toList());
    }
}
