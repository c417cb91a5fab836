// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the project says.
 *
 * @param catalog every definition
 * @param destructive the models whose header allows what takes rows or values of theirs away
 * @param renamedFrom the former name of each model whose header tells one
 * @param grants privileges by role that the header of a model gives
 * @param adopting whether an object of a model's name that somebody else made becomes the project's
 */
public record Desired(
        Catalog catalog,
        Set<ModelName> destructive,
        SortedMap<ModelName, ModelName> renamedFrom,
        SortedMap<ModelName, Map<String, Set<String>>> grants,
        boolean adopting) {
    public Desired {
        destructive = Set.copyOf(destructive);
        grants = Collections.unmodifiableSortedMap(new TreeMap<>(grants));
        renamedFrom = Collections.unmodifiableSortedMap(new TreeMap<>(renamedFrom));
    }

    /** Models without such words in their headers. */
    public static Desired of(Catalog catalog) {
        return new Desired(catalog, Set.of(), new TreeMap<>(Map.of()), new TreeMap<>(Map.of()), false);
    }

    /** The same words about other definitions. */
    public Desired with(Catalog other) {
        return new Desired(other, destructive, renamedFrom, grants, adopting);
    }

    /** The same, taking over what somebody else made under a model's name. */
    public Desired adopt() {
        return new Desired(catalog, destructive, renamedFrom, grants, true);
    }
}
