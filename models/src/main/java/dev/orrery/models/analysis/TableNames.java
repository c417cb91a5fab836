// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.rewrite.TreeRewriter;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables that a query names, found without knowing any of them; and the query with each name written in full. */
public final class TableNames extends TreeRewriter {
    private final Optional<String> database;
    private final SortedMap<ModelName, Location> found = new TreeMap<>();
    private final Deque<Set<String>> commonTables = new ArrayDeque<>();
    private final Query qualified;

    private TableNames(Query query, Optional<String> database) {
        this.database = database;
        this.qualified = query(query);
    }

    /**
     * @param database of names that say none
     */
    public static TableNames of(Query query, String database) {
        return new TableNames(query, Optional.of(database));
    }

    /** Every table that is named, in the order of names. */
    public Set<ModelName> names() {
        return Collections.unmodifiableSet(found.keySet());
    }

    /** Where each table is named first. */
    public SortedMap<ModelName, Location> places() {
        return Collections.unmodifiableSortedMap(found);
    }

    /** The query with {@code database.table} wherever a table is named. */
    public Query qualified() {
        return qualified;
    }

    /** Tables of other catalogs keep the catalog in front of the database. */
    static Optional<ModelName> resolve(Name name, Optional<String> database) {
        List<String> parts = name.parts().stream().map(Identifier::text).toList();
        return switch (parts.size()) {
            case 1 -> database.map(db -> new ModelName(db, parts.get(0)));
            case 2 -> Optional.of(new ModelName(parts.get(0), parts.get(1)));
            case 3 ->
                Optional.of(new ModelName(
                        parts.get(0).equals("default_catalog") ? parts.get(1) : parts.get(0) + "." + parts.get(1),
                        parts.get(2)));
            default -> Optional.empty();
        };
    }

    @Override
    public Query query(Query query) {
        // A common table hides a table of its name from the queries behind it and, when recursive, from its own.
        Set<String> names = new TreeSet<>();
        commonTables.push(names);
        List<Query.CommonTable> with = query.with().stream()
                .map(table -> {
                    if (query.recursive()) {
                        names.add(lower(table.name()));
                    }
                    Query.CommonTable copy = commonTable(table);
                    names.add(lower(table.name()));
                    return copy;
                })
                .toList();
        Query rest = super.query(
                new Query(query.at(), query.recursive(), List.of(), query.body(), query.orderBy(), query.limit()));
        commonTables.pop();
        return new Query(query.at(), query.recursive(), with, rest.body(), rest.orderBy(), rest.limit());
    }

    private static String lower(Identifier name) {
        return name.text().toLowerCase(Locale.ROOT);
    }

    @Override
    public Relation table(Relation.Table relation) {
        Name name = relation.name();
        boolean common =
                name.parts().size() == 1 && commonTables.stream().anyMatch(names -> names.contains(lower(name.last())));
        Optional<ModelName> model = common ? Optional.empty() : resolve(name, database);
        if (model.isEmpty()) {
            return relation;
        }
        found.putIfAbsent(model.get(), name.at());
        if (name.parts().size() == 2 || model.get().database().indexOf('.') >= 0) {
            return relation;
        }
        Name full = new Name(
                name.at(), List.of(new Identifier(name.at(), model.get().database()), name.last()));
        return new Relation.Table(relation.at(), full, relation.clauses(), relation.hints(), relation.alias());
    }
}
