// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.proposal;

import dev.orrery.models.compile.Compilation;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A project in which proposals are accepted.
 *
 * @param proposals most used first
 * @param files those that change, by their paths
 * @param compilation of the project with these files
 */
public record Accepted(List<Proposed> proposals, SortedMap<String, String> files, Compilation compilation) {
    public Accepted {
        proposals = List.copyOf(proposals);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
