// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What became of the databases that an environment had made for itself.
 *
 * @param databases that were empty, and went
 * @param left that look empty to this user, who is not shown everything: they stay
 */
public record Dropped(SortedSet<String> databases, SortedSet<String> left) {
    public Dropped {
        databases = Collections.unmodifiableSortedSet(new TreeSet<>(databases));
        left = Collections.unmodifiableSortedSet(new TreeSet<>(left));
    }
}
