// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.sql.tree.Query;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables that WITH has named so far, each with those that its own query may name. */
final class WithNames {
    static final WithNames NONE = new WithNames(null, null);

    private final @Nullable WithNames before;
    private final Query.@Nullable CommonTable table;

    private WithNames(@Nullable WithNames before, Query.@Nullable CommonTable table) {
        this.before = before;
        this.table = table;
    }

    WithNames inside(Query query) {
        WithNames known = this;
        for (Query.CommonTable added : query.with()) {
            known = new WithNames(known, added);
        }
        return known;
    }

    /**
     * A common table.
     *
     * @param known what its query may name
     */
    record Found(Query.CommonTable table, WithNames known) {}

    Optional<Found> find(String name) {
        WithNames at = this;
        while (at.before != null && at.table != null) {
            if (at.table.name().text().equalsIgnoreCase(name)) {
                return Optional.of(new Found(at.table, at.before));
            }
            at = at.before;
        }
        return Optional.empty();
    }
}
