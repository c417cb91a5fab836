// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.environment;

import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.rewrite.TreeRewriter;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Leads the references of compiled statements, in which every table's name is written in full, to other databases. */
final class Renaming {
    private final Map<ModelName, ModelName> names;
    private final References references = new References();

    /**
     * @param names the new one of each
     */
    Renaming(Map<ModelName, ModelName> names) {
        this.names = names;
    }

    Definition of(Definition definition) {
        ModelName name = names.getOrDefault(definition.name(), definition.name());
        TablesInProperties tables = new TablesInProperties(names, definition.name());
        Set<ModelName> reads = new TreeSet<>();
        definition.reads().forEach(read -> reads.add(names.getOrDefault(read, read)));
        return definition.match(
                table -> table.statement().external()
                        ? table
                        : new Definition.Table(
                                name,
                                table.statement()
                                        .named(name.toName())
                                        .withProperties(tables.properties(
                                                table.statement().properties())),
                                table.columns()),
                view -> new Definition.View(
                        name,
                        view.statement()
                                .named(name.toName())
                                .withQuery(references.query(view.statement().query())),
                        view.columns(),
                        reads),
                mv -> new Definition.MaterializedView(
                        name,
                        mv.statement()
                                .named(name.toName())
                                .withQuery(references.query(mv.statement().query()))
                                .withProperties(tables.properties(mv.statement().properties())),
                        mv.columns(),
                        reads));
    }

    /** The new name of a name's first two parts, when they are a model's. */
    private Optional<Name> renamed(Name name) {
        if (name.parts().size() < 2) {
            return Optional.empty();
        }
        ModelName model =
                new ModelName(name.parts().get(0).text(), name.parts().get(1).text());
        return Optional.ofNullable(names.get(model)).map(other -> {
            List<Identifier> parts = new ArrayList<>(name.parts());
            parts.set(0, new Identifier(parts.get(0).at(), other.database()));
            parts.set(1, new Identifier(parts.get(1).at(), other.name()));
            return new Name(parts);
        });
    }

    private final class References extends TreeRewriter {
        @Override
        public Relation table(Relation.Table relation) {
            return renamed(relation.name())
                    .<Relation>map(name -> new Relation.Table(
                            relation.at(), name, relation.clauses(), relation.hints(), relation.alias()))
                    .orElse(relation);
        }

        /** Two parts are a table and a column of it, or a field. */
        @Override
        public Expression column(Reference.Column reference) {
            return reference.name().parts().size() < 3
                    ? reference
                    : renamed(reference.name())
                            .<Expression>map(Reference.Column::new)
                            .orElse(reference);
        }

        @Override
        public Expression star(Reference.Star reference) {
            return reference
                    .qualifier()
                    .flatMap(Renaming.this::renamed)
                    .<Expression>map(
                            name -> new Reference.Star(reference.at(), Optional.of(name), reference.excluded()))
                    .orElse(reference);
        }
    }
}
