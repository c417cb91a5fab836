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
 */
public record Desired(Catalog catalog, Set<ModelName> destructive, SortedMap<ModelName, ModelName> renamedFrom) {
    public Desired {
        destructive = Set.copyOf(destructive);
        renamedFrom = Collections.unmodifiableSortedMap(new TreeMap<>(renamedFrom));
    }

    /** Models without such words in their headers. */
    public static Desired of(Catalog catalog) {
        return new Desired(catalog, Set.of(), new TreeMap<>(Map.of()));
    }

    /** The same words about other definitions. */
    public Desired with(Catalog other) {
        return new Desired(other, destructive, renamedFrom);
    }
}
