// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.proposal;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.rule.Proposal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A proposal and what accepting it does to the files.
 *
 * @param definition the column as it stands in the table's file
 * @param replaced how many uses of each model read the column afterwards
 * @param kept the models that compute it as before, each with the reason
 */
public record Proposed(
        Proposal proposal,
        String definition,
        SortedMap<ModelName, Integer> replaced,
        SortedMap<ModelName, String> kept) {
    public Proposed {
        replaced = Collections.unmodifiableSortedMap(new TreeMap<>(replaced));
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
    }

    /** Whether it is worked into the files: somebody reads the column. */
    public boolean isAccepted() {
        return !replaced.isEmpty();
    }
}
