// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules remember of a model for those that read it.
 *
 * @param keys sets of columns in which no two rows agree, in lower case
 * @param partitionedBy columns that a stored model is partitioned by, in lower case
 * @param partitions where a column comes from one that its table is partitioned by, by its name in lower case
 * @param direct the column that a column is a plain copy of, by its name in lower case
 * @param unstable a function that answers differently each time, called here or in a view below
 * @param clock a function that reads the clock, called here or in a view below
 */
record ModelFacts(
        ModelName name,
        ModelGraph.Kind kind,
        Set<Set<String>> keys,
        Set<String> partitionedBy,
        Map<String, Traced> partitions,
        Map<String, Origin> direct,
        Optional<Called> unstable,
        Optional<Called> clock) {
    ModelFacts {
        keys = Set.copyOf(keys);
        partitionedBy = Set.copyOf(partitionedBy);
        partitions = Map.copyOf(partitions);
        direct = Map.copyOf(direct);
    }

    /** A function and the model in whose text it stands. */
    record Called(String function, ModelName in) {}

    boolean isStored() {
        return kind != ModelGraph.Kind.VIEW;
    }
}
