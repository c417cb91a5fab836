// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.rewrite.TreeRewriter;
import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The tables that a query names, found without knowing any of them; and the query with each name written in full. */
public final class TableNames {
    private final Optional<String> database;
    private final SortedMap<ModelName, Location> found = new TreeMap<>();
    private final Deque<Set<String>> commonTables = new ArrayDeque<>();
    private final Query qualified;
    private boolean abbreviated;

    private TableNames(Query query, Optional<String> database) {
        this.database = database;
        new Finder().query(query);
        // Most queries are written in full: their tree need not be there twice.
        this.qualified = abbreviated ? new Qualifier().query(query) : query;
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
        List<Identifier> parts = name.parts();
        String last = name.last().text();
        return switch (parts.size()) {
            case 1 -> database.map(db -> new ModelName(db, last));
            case 2 -> Optional.of(new ModelName(parts.get(0).text(), last));
            case 3 -> {
                String catalog = parts.get(0).text();
                String second = parts.get(1).text();
                yield Optional.of(
                        new ModelName(catalog.equals("default_catalog") ? second : catalog + "." + second, last));
            }
            default -> Optional.empty();
        };
    }

    private static String lower(Identifier name) {
        return Scope.lower(name.text());
    }

    /** Empty for the name of a common table, and for one of too many parts. */
    private Optional<ModelName> model(Name name) {
        boolean common =
                name.parts().size() == 1 && commonTables.stream().anyMatch(names -> names.contains(lower(name.last())));
        return common ? Optional.empty() : resolve(name, database);
    }

    private static boolean isFull(Name name, ModelName model) {
        return name.parts().size() == 2 || model.database().indexOf('.') >= 0;
    }

    /** A common table hides a table of its name from the queries behind it and, when recursive, from its own. */
    private void with(Query query, Consumer<Query.CommonTable> inside) {
        Set<String> names = new TreeSet<>();
        commonTables.push(names);
        for (Query.CommonTable table : query.with()) {
            if (query.recursive()) {
                names.add(lower(table.name()));
            }
            inside.accept(table);
            names.add(lower(table.name()));
        }
    }

    private final class Finder extends TreeWalker {
        @Override
        public TreeWalker query(Query query) {
            with(query, table -> query(table.query()));
            super.query(withoutTables(query));
            commonTables.pop();
            return this;
        }

        @Override
        public TreeWalker table(Relation.Table relation) {
            model(relation.name()).ifPresent(model -> {
                found.putIfAbsent(model, relation.name().at());
                abbreviated |= !isFull(relation.name(), model);
            });
            return this;
        }
    }

    private final class Qualifier extends TreeRewriter {
        @Override
        public Query query(Query query) {
            List<Query.CommonTable> with = new ArrayList<>();
            with(query, table -> with.add(commonTable(table)));
            Query rest = super.query(withoutTables(query));
            commonTables.pop();
            return new Query(query.at(), query.recursive(), with, rest.body(), rest.orderBy(), rest.limit());
        }

        @Override
        public Relation table(Relation.Table relation) {
            Name name = relation.name();
            Optional<ModelName> model = model(name).filter(table -> !isFull(name, table));
            if (model.isEmpty()) {
                return relation;
            }
            Identifier of = new Identifier(name.at(), model.get().database());
            Name full = new Name(List.of(of, name.last()));
            return new Relation.Table(relation.at(), full, relation.clauses(), relation.hints(), relation.alias());
        }
    }

    private static Query withoutTables(Query query) {
        return new Query(query.at(), query.recursive(), List.of(), query.body(), query.orderBy(), query.limit());
    }
}
