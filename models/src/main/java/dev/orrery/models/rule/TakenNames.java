// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that mean something in the queries that read a table. A new column of such a name hides an alias in GROUP BY, and
 * a column of an outer query: the query would compile, and count something else.
 */
final class TakenNames extends TreeWalker {
    private final Set<String> taken = new HashSet<>();
    private final Set<Expression> same = new HashSet<>();

    private TakenNames(List<JsonUse> uses) {
        uses.forEach(use -> same.add(use.expression()));
    }

    /**
     * In lower case.
     *
     * @param uses what the new column of the table stands for: an alias of it alone may be the column's name
     */
    static Set<String> beside(ModelName table, List<JsonUse> uses, Map<ModelName, Definition> definitions) {
        TakenNames names = new TakenNames(uses);
        Set<ModelName> readers = new HashSet<>();
        uses.forEach(use -> readers.add(use.in()));
        for (Definition definition : definitions.values()) {
            if (readers.contains(definition.name()) || definition.reads().contains(table)) {
                definition.match(
                        none -> names,
                        view -> names.query(view.statement().query()),
                        view -> names.query(view.statement().query()));
                definition.reads().forEach(read -> names.columns(definitions.get(read)));
            }
        }
        names.columns(definitions.get(table));
        return names.taken;
    }

    private void columns(@Nullable Definition definition) {
        if (definition != null) {
            definition.columns().stream().map(Column::name).forEach(this::take);
        }
    }

    private void take(String name) {
        taken.add(Source.lower(name));
    }

    private void take(List<Identifier> names) {
        names.forEach(name -> take(name.text()));
    }

    @Override
    public TreeWalker query(Query query) {
        query.with().forEach(table -> take(table.columns()));
        return super.query(query);
    }

    @Override
    protected TreeWalker select(Select select) {
        select.items().stream()
                .filter(item -> !same.contains(item.expression()))
                .forEach(item -> item.alias().ifPresent(alias -> take(alias.text())));
        return super.select(select);
    }

    @Override
    public TreeWalker derived(Relation.Derived relation) {
        take(relation.columns());
        return super.derived(relation);
    }

    @Override
    public TreeWalker function(Relation.Function relation) {
        take(relation.columns());
        return super.function(relation);
    }
}
