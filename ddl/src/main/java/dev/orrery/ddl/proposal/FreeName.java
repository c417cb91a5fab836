// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.proposal;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.rewrite.TreeRewriter;
import dev.orrery.models.rule.Proposal;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A name for a new column that means nothing else in the queries that read its table. A column hides an alias of the same name in GROUP
 * BY, and a column of an outer query: such a query would compile, and count something else.
 */
final class FreeName extends TreeRewriter {
    private final Set<String> taken = new HashSet<>();
    private final Set<Expression> same = new HashSet<>();

    private FreeName(Proposal proposal) {
        proposal.places().forEach(place -> same.add(place.expression()));
    }

    /** The proposed name where it is free, else one with the JSON column's name before it. */
    static String of(Proposal proposal, Compilation compilation) {
        FreeName names = new FreeName(proposal);
        for (Definition definition : compilation.catalog().definitions()) {
            if (proposal.readers().contains(definition.name())
                    || definition.reads().contains(proposal.table())) {
                definition.match(
                        table -> proposal,
                        view -> names.query(view.statement().query()),
                        view -> names.query(view.statement().query()));
                definition.reads().stream()
                        .filter(read -> !read.equals(proposal.table()))
                        .forEach(read -> names.columns(read, compilation));
            }
        }
        names.columns(proposal.table(), compilation);
        String name = proposal.column();
        for (int i = 1; names.taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
            name = opened(proposal) + "_" + proposal.column() + (i == 1 ? "" : "_" + i);
        }
        return name;
    }

    private static String opened(Proposal proposal) {
        boolean column = proposal.expression() instanceof Call.Function call
                && call.arguments().get(0) instanceof Reference.Column;
        return column
                ? ((Reference.Column) ((Call.Function) proposal.expression())
                                .arguments()
                                .get(0))
                        .name()
                        .last()
                        .text()
                        .toLowerCase(Locale.ROOT)
                : "json";
    }

    private void columns(ModelName of, Compilation compilation) {
        compilation
                .catalog()
                .find(of)
                .ifPresent(definition ->
                        definition.columns().stream().map(Column::name).forEach(this::take));
    }

    private void take(String name) {
        taken.add(name.toLowerCase(Locale.ROOT));
    }

    private void take(List<Identifier> names) {
        names.forEach(name -> take(name.text()));
    }

    @Override
    protected Select select(Select select) {
        select.items().stream()
                .filter(item -> !same.contains(item.expression()))
                .forEach(item -> item.alias().ifPresent(alias -> take(alias.text())));
        return super.select(select);
    }

    @Override
    protected Query.CommonTable commonTable(Query.CommonTable table) {
        take(table.columns());
        return super.commonTable(table);
    }

    @Override
    public Relation derived(Relation.Derived relation) {
        take(relation.columns());
        return super.derived(relation);
    }

    @Override
    public Relation function(Relation.Function relation) {
        take(relation.columns());
        return super.function(relation);
    }
}
