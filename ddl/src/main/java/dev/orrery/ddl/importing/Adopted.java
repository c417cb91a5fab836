// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.models.catalog.ModelName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Model files that say what a server has.
 *
 * @param files texts by their paths
 * @param written what became of each model's file: which path, and what could not be kept
 * @param left objects that no file was changed for, with the reason
 */
public record Adopted(
        SortedMap<String, String> files, SortedMap<ModelName, String> written, SortedMap<ModelName, String> left) {
    public Adopted {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        written = Collections.unmodifiableSortedMap(new TreeMap<>(written));
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    }
}
