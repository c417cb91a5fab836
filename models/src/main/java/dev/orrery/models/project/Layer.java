// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.TargetLag;
import dev.orrery.models.diagnostic.FileSpan;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A folder of models with one purpose.
 *
 * @param at where it is declared
 * @param kind of its models that do not say
 * @param reads the layers that its models may read
 * @param database where its models live
 * @param loaded Flink writes here, and only here
 * @param exposed read from outside: no column is unused
 * @param targetLag of its MVs that do not say
 * @param grants privileges by role, of its models that say nothing about that role
 */
public record Layer(
        String name,
        FileSpan at,
        Optional<ModelGraph.Kind> kind,
        Set<String> reads,
        String database,
        boolean loaded,
        boolean exposed,
        Optional<TargetLag> targetLag,
        Map<String, List<String>> grants) {
    /** Folder of tables that live in other catalogs. */
    public static final String EXTERNAL = "external";

    public Layer {
        grants = Collections.unmodifiableMap(new TreeMap<>(grants));
        reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
    }
}
