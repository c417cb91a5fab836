// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.models.catalog.ModelName;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files to be written.
 *
 * @param models the path of each model that is among the files
 * @param files texts by their paths in the project; each compiles
 * @param left what did not become a model, with the reason
 * @param differs what a plan of the written model would do at once, with the reason: the server is not what its own text says
 * @param remarks what was guessed or is not written down, for a person to look at
 */
public record Imported(
        SortedMap<ModelName, String> models,
        SortedMap<String, String> files,
        SortedMap<ModelName, String> left,
        SortedMap<ModelName, String> differs,
        List<String> remarks) {
    public Imported {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
        differs = Collections.unmodifiableSortedMap(new TreeMap<>(differs));
        remarks = List.copyOf(remarks);
    }
}
