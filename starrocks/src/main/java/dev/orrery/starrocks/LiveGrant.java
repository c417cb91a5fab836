// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;
import java.util.Set;

/**
 * What somebody may do with one table, view or MV.
 *
 * @param grantee a role's name, or a user as {@code 'bob'@'%'}
 * @param privileges in upper case: {@code SELECT}
 */
public record LiveGrant(ModelName object, To to, String grantee, Set<String> privileges) {
    /** Whether a role has it or a user. */
    public enum To {
        ROLE,
        USER
    }

    public LiveGrant {
        privileges = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(privileges));
    }
}
