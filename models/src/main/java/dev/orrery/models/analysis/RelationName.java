// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.sql.tree.Identifier;
import java.util.List;

/**
 * How the columns of a relation can be qualified: by its alias, or by any end of {@code catalog.database.table}.
 *
 * @param parts from the widest to the name itself
 */
record RelationName(List<String> parts) {
    RelationName {
        parts = List.copyOf(parts);
    }

    static RelationName alias(String name) {
        return new RelationName(List.of(name));
    }

    /** Whether the qualifier is the end of this name. Case matters, as for tables. */
    boolean isNamed(List<Identifier> qualifier) {
        if (qualifier.size() > parts.size()) {
            return false;
        }
        int from = parts.size() - qualifier.size();
        for (int i = 0; i < qualifier.size(); i++) {
            if (!parts.get(from + i).equals(qualifier.get(i).text())) {
                return false;
            }
        }
        return true;
    }

    String last() {
        return parts.get(parts.size() - 1);
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
