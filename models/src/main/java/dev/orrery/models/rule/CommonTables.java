// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.sql.tree.Query;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables that WITH has named so far, each with those that its own query may name. */
final class CommonTables {
    static final CommonTables NONE = new CommonTables(null, null);

    private final @Nullable CommonTables before;
    private final Query.@Nullable CommonTable table;

    private CommonTables(@Nullable CommonTables before, Query.@Nullable CommonTable table) {
        this.before = before;
        this.table = table;
    }

    CommonTables inside(Query query) {
        CommonTables known = this;
        for (Query.CommonTable added : query.with()) {
            known = new CommonTables(known, added);
        }
        return known;
    }

    /**
     * A common table.
     *
     * @param known what its query may name
     */
    record Found(Query.CommonTable table, CommonTables known) {}

    Optional<Found> find(String name) {
        CommonTables at = this;
        while (at.before != null && at.table != null) {
            if (at.table.name().text().equalsIgnoreCase(name)) {
                return Optional.of(new Found(at.table, at.before));
            }
            at = at.before;
        }
        return Optional.empty();
    }
}
