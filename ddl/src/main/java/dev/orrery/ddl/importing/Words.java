// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.models.catalog.ModelGraph;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the header of a model says that no statement shows.
 *
 * @param layerKind of models of its layer that do not say
 * @param targetLag of an MV
 * @param grants privileges by role, in lower case
 */
record Words(Optional<ModelGraph.Kind> layerKind, Optional<Duration> targetLag, Map<String, List<String>> grants) {
    Words {
        grants = Collections.unmodifiableSortedMap(new TreeMap<>(grants));
    }
}
