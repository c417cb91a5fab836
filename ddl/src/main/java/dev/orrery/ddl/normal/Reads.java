// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which tables, views and MVs a query names. */
public final class Reads {
    private Reads() {}

    /**
     * @param database of the view: what a bare table name stands in
     */
    public static SortedSet<ModelName> of(Query query, String database) {
        SortedSet<ModelName> names = new TreeSet<>();
        Rewrite.of(NormalQuery.of(query, database, name -> Optional.empty()), node -> {
            // In the normal form a common table has a bare name, everything else a database before it.
            if (node instanceof Relation.Table table && table.name().parts().size() == 2) {
                names.add(new ModelName(
                        table.name().parts().get(0).text(), table.name().last().text()));
            }
            return node;
        });
        return names;
    }
}
