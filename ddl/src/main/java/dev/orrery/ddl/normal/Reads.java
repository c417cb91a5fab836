// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Node;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which tables, views and MVs a query names. */
public final class Reads {
    private final String database;
    private final SortedSet<ModelName> names = new TreeSet<>();

    private Reads(String database) {
        this.database = database;
    }

    /**
     * @param database of the view: what a bare table name stands in
     */
    public static SortedSet<ModelName> of(Query query, String database) {
        Reads reads = new Reads(database);
        reads.query(query, Set.of());
        return reads.names;
    }

    /** A common table is known to those after it, to the query that it stands before, and to queries within these. */
    private void query(Query query, Set<String> outer) {
        Set<String> common = new HashSet<>(outer);
        for (Query.CommonTable table : query.with()) {
            if (query.recursive()) {
                common.add(lower(table.name()));
            }
            query(table.query(), common);
            common.add(lower(table.name()));
        }
        Walk.below(query, node -> !(node instanceof Query.CommonTable) && enter(node, common));
    }

    private boolean enter(Node node, Set<String> common) {
        if (node instanceof Query inner) {
            query(inner, common);
            return false;
        }
        if (node instanceof Relation.Table table) {
            table(table.name(), common);
        }
        return true;
    }

    private void table(Name name, Set<String> common) {
        List<Identifier> parts = name.parts();
        if (parts.size() > 1) {
            names.add(new ModelName(
                    parts.get(parts.size() - 2).text(), name.last().text()));
        } else if (!common.contains(lower(name.last()))) {
            names.add(new ModelName(database, name.last().text()));
        }
    }

    private static String lower(Identifier name) {
        return name.text().toLowerCase(Locale.ROOT);
    }
}
