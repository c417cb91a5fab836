// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.analysis.origin.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * The column that a value comes from, one by which a table or MV is partitioned.
 *
 * @param place how its table is partitioned by it
 * @param functions that were applied to it, the innermost first
 */
record Traced(Origin base, Place place, List<String> functions) {
    Traced {
        functions = List.copyOf(functions);
    }

    /** How rows are kept apart by the column. */
    enum Place {
        RANGE,
        LIST,
        /** Of a table of another catalog, whose partitions are not known here. */
        UNKNOWN
    }

    Traced through(String function) {
        List<String> all = new ArrayList<>(functions);
        all.add(function);
        return new Traced(base, place, all);
    }
}
