// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** A query that means the same whichever database is current: every table has its database before it. */
public final class Qualified {
    private Qualified() {}

    /**
     * @param database what a bare table name stands in
     */
    public static Query query(Query query, String database) {
        Set<String> commonTables = new HashSet<>();
        Set<String> bare = new HashSet<>();
        Walk.of(query, node -> {
            if (node instanceof Query.CommonTable table) {
                commonTables.add(table.name().text().toLowerCase(Locale.ROOT));
            }
            if (node instanceof Relation.Table table && table.name().parts().size() == 1) {
                bare.add(table.name().last().text().toLowerCase(Locale.ROOT));
            }
            return true;
        });
        if (commonTables.containsAll(bare)) {
            return query; // Nearly always: a server prints names in full.
        }
        return Rewrite.of(query, node -> {
            if (node instanceof Relation.Table table
                    && table.name().parts().size() == 1
                    && !commonTables.contains(table.name().last().text().toLowerCase(Locale.ROOT))) {
                return new Relation.Table(
                        Location.NOWHERE,
                        Name.of(database, table.name().last().text()),
                        table.clauses(),
                        table.hints(),
                        table.alias());
            }
            return node;
        });
    }
}
