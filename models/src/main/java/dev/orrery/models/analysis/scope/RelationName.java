// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.scope;

import dev.orrery.models.sql.tree.Identifier;
import java.util.List;

/**
 * How the columns of a relation can be qualified: by its alias, or by any end of {@code catalog.database.table}.
 *
 * @param parts from the widest to the name itself
 */
public record RelationName(List<String> parts) {
    public RelationName {
        parts = List.copyOf(parts);
    }

    public static RelationName alias(String name) {
        return new RelationName(List.of(name));
    }

    /**
     * Whether the first parts of a name are the end of this one. Case matters, as for tables.
     *
     * @param count how many of the parts
     */
    public boolean isNamed(List<Identifier> name, int count) {
        int from = parts.size() - count;
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!parts.get(from + i).equals(name.get(i).text())) {
                return false;
            }
        }
        return true;
    }

    public String last() {
        return parts.get(parts.size() - 1);
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
