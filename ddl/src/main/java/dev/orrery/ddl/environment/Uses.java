// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.environment;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.lineage.Lineage;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which columns of a table some models use. */
final class Uses {
    private Uses() {}

    /** The first model that uses each column, directly. */
    static SortedMap<String, ModelName> of(Compilation whole, ModelName table, Set<ModelName> models) {
        SortedMap<String, ModelName> uses = new TreeMap<>();
        whole.lineage()
                .downstream(table, Optional.empty(), Lineage.Follow.VALUES_AND_INFLUENCE, 1)
                .edges()
                .forEach(edge -> {
                    if (models.contains(edge.to().model())) {
                        uses.putIfAbsent(edge.from().column(), edge.to().model());
                    }
                });
        return uses;
    }
}
